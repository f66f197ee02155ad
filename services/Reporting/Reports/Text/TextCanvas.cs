using System.Text;
using Assay.Contracts.Findings;

namespace Assay.Reporting.Reports.Text;

/// <summary>
/// Lines of a terminal: indented, wrapped at words, coloured if asked. Every text is quoted on the way in, so that nothing a model brought along
/// can reach the terminal; quoting what has been quoted before changes nothing.
/// </summary>
internal sealed class TextCanvas(int width, bool colour)
{
    private const int MaxText = 4096;

    private readonly StringBuilder lines = new();

    public int Width { get; } = Math.Clamp(width, 40, 200);

    public static string Safe(string text) => EvidenceText.Quote(text, MaxText);

    public void Blank() => lines.Append('\n');

    public void Line(int indent, string text, Tone tone = Tone.Plain) => Labelled(indent, "", 0, text, textTone: tone);

    /// <summary>A label, padded to <paramref name="labelWidth"/>, and a text that wraps beside it.</summary>
    public void Labelled(int indent, string label, int labelWidth, string text, Tone labelTone = Tone.Plain, Tone textTone = Tone.Plain)
    {
        var safeLabel = Safe(label);
        var hang = indent + Math.Max(labelWidth, safeLabel.Length);
        lines.Append(' ', indent).Append(Paint(safeLabel, labelTone)).Append(' ', hang - indent - safeLabel.Length);
        var first = true;
        foreach (var line in Wrap(Safe(text), Math.Max(20, Width - hang)))
        {
            if (!first) lines.Append(' ', hang);
            lines.Append(Paint(line, textTone)).Append('\n');
            first = false;
        }
        if (first) lines.Append('\n');
    }

    /// <summary>A row of a table: two padded cells and a last one that is cut in the middle where the line ends.</summary>
    public void Row(int indent, string first, int firstWidth, Tone firstTone, string second, int secondWidth, string last)
    {
        var room = Math.Max(20, Width - indent - firstWidth - secondWidth);
        lines.Append(' ', indent).Append(Paint(first, firstTone)).Append(' ', Math.Max(1, firstWidth - first.Length));
        lines.Append(second.PadRight(secondWidth)).Append(Shorten(Safe(last), room)).Append('\n');
    }

    /// <summary>What was drawn since the last call.</summary>
    public string Take()
    {
        var text = lines.ToString();
        lines.Clear();
        return text;
    }

    /// <summary>A word longer than the line is left whole: a path that can be copied is worth more than a straight margin.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear();
            }
            if (line.Length > 0) line.Append(' ');
            line.Append(word);
        }
        if (line.Length > 0) yield return line.ToString();
    }

    private static string Shorten(string text, int room)
    {
        if (text.Length <= room) return text;
        var tail = room / 2;
        return string.Concat(text.AsSpan(0, room - tail - 1), "…", text.AsSpan(text.Length - tail));
    }

    private string Paint(string text, Tone tone)
    {
        var code = tone switch
        {
            Tone.Heading => "1",
            Tone.Good => "1;32",
            Tone.Doubtful => "1;33",
            Tone.Bad => "1;31",
            Tone.Quiet => "2",
            _ => null,
        };
        return !colour || code is null || text.Length == 0 ? text : $"\u001b[{code}m{text}\u001b[0m";
    }
}
