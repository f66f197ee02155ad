using System.Text;
using Assay.Contracts.Values;

namespace Assay.Formats.TensorFlow;

/// <summary>A graph that was written as text, in the binary form.</summary>
/// <param name="Format">What it is a text of.</param>
/// <param name="Bytes">The binary form; of fields that no reader looks at, nothing.</param>
/// <param name="Fault">Why the text could not be followed to its end; null where it could.</param>
public sealed record TfText(string Format, byte[] Bytes, string? Fault)
{
    private const int MaxBytes = 64 << 20;
    private const int HeadSize = 64 * 1024;

    /// <summary>Reads <paramref name="source"/>; null where it is no graph.</summary>
    public static TfText? Read(ByteSource source, CancellationToken cancellationToken = default)
    {
        var head = new byte[(int)Math.Min(HeadSize, source.Length)];
        head = head[..source.Read(0, head)];
        var format = FormatOf(head);
        if (format is null) return null;
        var bytes = new byte[(int)Math.Min(MaxBytes, source.Length)];
        var text = Encoding.UTF8.GetString(bytes, 0, source.Read(0, bytes));
        var reading = new TfTextReading(text, cancellationToken);
        var binary = reading.Read(format switch
        {
            FileFormat.SavedModel => TfTextFields.SavedModel,
            FileFormat.MetaGraph => TfTextFields.MetaGraph,
            _ => TfTextFields.Graph,
        });
        return new(format, binary, source.Length > MaxBytes ? "it is longer than is read" : reading.Fault);
    }

    // The outermost field says which message it is; a graph has an operator in its first nodes.
    private static string? FormatOf(ReadOnlySpan<byte> head)
    {
        var text = Encoding.Latin1.GetString(head);
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else if (text[at] == '#') at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
            else break;
        }
        var name = text.AsSpan(at);
        var length = name.IndexOfAnyExceptInRange('_', 'z');
        if (length <= 0) return null;
        var rest = name[length..].TrimStart();
        if (rest is not ['{' or '<' or ':', ..]) return null;
        return name[..length].ToString() switch
        {
            "saved_model_schema_version" or "meta_graphs" => FileFormat.SavedModel,
            "meta_info_def" or "graph_def" or "saver_def" => FileFormat.MetaGraph,
            "node" or "library" or "versions" when text.Contains("op:", StringComparison.Ordinal) => FileFormat.TensorFlowGraph,
            _ => null,
        };
    }
}
