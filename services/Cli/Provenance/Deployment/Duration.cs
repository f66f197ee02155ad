using System.Globalization;
using Assay.Contracts.Findings;

namespace Assay.Cli.Provenance.Deployment;

/// <summary>Durations as people write them.</summary>
internal static class Duration
{
    /// <summary>A century: longer ones are mistakes, and would leave the calendar.</summary>
    private const double MostDays = 36_500;

    /// <summary>A number with <c>d</c>, <c>h</c> or <c>m</c> after it; null for null.</summary>
    /// <exception cref="UsageException">Something else.</exception>
    public static TimeSpan? Parse(string option, string? text)
    {
        if (text is null) return null;
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
        {
            var time = text[^1] switch
            {
                'd' when number <= MostDays => TimeSpan.FromDays(number),
                'h' when number <= MostDays * 24 => TimeSpan.FromHours(number),
                'm' when number <= MostDays * 1440 => TimeSpan.FromMinutes(number),
                _ => TimeSpan.Zero,
            };
            if (time > TimeSpan.Zero) return time;
        }
        throw new UsageException($"{option} '{EvidenceText.Quote(text)}' is not a duration such as 30d, 12h or 90m");
    }
}
