using System.Globalization;
using Assay.Storage.Views;

namespace Assay.Cli.Scanning;

/// <summary>One line on standard error that is redrawn in place, with the rate and the time left; silent where it is not a terminal.</summary>
internal sealed class ConsoleProgress : IProgress<RunProgress>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _error;
    private readonly TimeProvider _clock;
    private readonly bool _isOn;
    private readonly long _start;
    private long _drawn;
    private int _width;

    public ConsoleProgress(TextWriter error, bool isTerminal, TimeProvider clock)
    {
        (_error, _clock, _isOn) = (error, clock, isTerminal);
        _start = clock.GetTimestamp();
        // Nothing is drawn in the first moments: a scan that ends at once leaves the terminal alone.
        _drawn = _start;
    }

    public void Report(RunProgress value)
    {
        if (!_isOn || _clock.GetElapsedTime(_drawn) < Redraw) return;
        _drawn = _clock.GetTimestamp();
        var seconds = _clock.GetElapsedTime(_start).TotalSeconds;
        var rate = value.Ended / Math.Max(seconds, 0.001);
        var left = value.Ended == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {Duration((value.Scans - value.Ended) / rate)} left");
        var failed = value.TasksFailed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {value.TasksFailed} tasks failed");
        Draw(string.Create(CultureInfo.InvariantCulture, $"{value.Ended}/{value.Scans} models, {rate:0.#}/s{left}{failed}"));
    }

    public void Dispose()
    {
        if (_width > 0) _error.Write("\r" + new string(' ', _width) + "\r");
    }

    private void Draw(string line)
    {
        _error.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h"),
    };
}
