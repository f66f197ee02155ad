using Assay.Contracts.Values;

namespace Assay.Formats.Detection;

/// <summary>Tells one kind of text from another: by what only that kind begins with, then by what the name claims.</summary>
internal static class TextKind
{
    /// <summary>The kind of a text; <paramref name="shape"/> where nothing says more. JSON stays JSON, whatever it is called, except as a notebook.</summary>
    public static string? Of(string? shape, ReadOnlySpan<byte> head, string hint)
    {
        // The head of a long list of numbers is JSON, and Python as well.
        if (shape == FileFormat.Json) return hint is NameHint.Notebook or NameHint.Python or NameHint.Startup or NameHint.Shell or NameHint.Script ? ByName(hint) : shape;
        if (shape != FileFormat.Text) return shape;
        var start = head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? head[3..] : head;
        var body = start.TrimStart(" \t\r\n"u8);
        // A name that says what runs the text is believed before its first bytes, which the author chose freely.
        var named = ByName(hint);
        if (named is not null) return named;
        // Among installed packages a text of this name is a list of places, and of lines that run whenever Python starts.
        if (hint == NameHint.Checkpoint && (body.StartsWith("import "u8) || body.StartsWith("import\t"u8) || body.IndexOf("\nimport "u8) >= 0 || body.IndexOf("\nimport\t"u8) >= 0)) return FileFormat.Python;
        if (start.StartsWith("#!"u8)) return OfInterpreter(start);
        if (body.StartsWith("<?xml"u8) || body.StartsWith("<PMML"u8) || body.StartsWith("<net "u8)) return FileFormat.Xml;
        if (body.StartsWith("<!DOCTYPE html"u8) || body.StartsWith("<html"u8) || body.StartsWith("<svg"u8)) return FileFormat.Markup;
        return shape;
    }

    private static string? ByName(string hint) => hint switch
    {
        NameHint.Python or NameHint.Startup => FileFormat.Python,
        NameHint.Notebook => FileFormat.Notebook,
        NameHint.Shell => FileFormat.Shell,
        NameHint.Script => FileFormat.Script,
        NameHint.Yaml => FileFormat.Yaml,
        NameHint.Toml => FileFormat.Toml,
        NameHint.Jinja => FileFormat.Jinja,
        NameHint.Requirements => FileFormat.Requirements,
        NameHint.Dockerfile => FileFormat.Dockerfile,
        NameHint.Workflow => FileFormat.Workflow,
        NameHint.Markup => FileFormat.Markup,
        _ => null,
    };

    private static string OfInterpreter(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        var line = end < 0 ? text : text[..end];
        if (line.IndexOf("python"u8) >= 0) return FileFormat.Python;
        return line.IndexOf("sh"u8) >= 0 ? FileFormat.Shell : FileFormat.Script;
    }
}
