using System.Globalization;
using System.Xml;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.ModelFormats;

namespace Assay.Inspect.Analysers.XmlModels;

/// <summary>Judges the elements of an OpenVINO or PMML model; of other XML only what every parser acts on.</summary>
internal sealed class XmlModelExamination
{
    private static readonly string[] FileAttributes = ["library", "lib", "path", "file", "filename", "script", "code", "module", "command", "cmd",
        "exec", "plugin", "url", "uri", "so", "dll"];
    private readonly FindingSheet _findings;
    private readonly TextJudge _judge;
    private readonly string _kind;
    private int _extension = -1;

    private XmlModelExamination(string kind, FindingSheet findings) => (_kind, _findings, _judge) = (kind, findings, new(findings, XmlRules.Format));

    /// <summary>True for OpenVINO and PMML.</summary>
    public bool IsModel => _kind.Length > 0;

    /// <summary>For the document whose first element has this name.</summary>
    public static XmlModelExamination For(string root, FindingSheet findings) =>
        new(root is "net" ? "net" : root.Equals("PMML", StringComparison.OrdinalIgnoreCase) ? "PMML" : "", findings);

    public void Node(XmlReader reader)
    {
        if (reader.Depth <= _extension && reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement) _extension = -1;
        switch (reader.NodeType)
        {
            case XmlNodeType.Element: Element(reader); break;
            case XmlNodeType.Text or XmlNodeType.CDATA when IsModel: Text(reader.Value, reader); break;
            case XmlNodeType.ProcessingInstruction when IsModel: Instruction(reader); break;
            default: break;
        }
    }

    private static long Line(XmlReader reader) => reader is IXmlLineInfo info ? info.LineNumber : 0;

    private void Element(XmlReader reader)
    {
        var name = reader.LocalName;
        if (name.Equals("include", StringComparison.OrdinalIgnoreCase) && reader.NamespaceURI.Contains("XInclude",
            StringComparison.OrdinalIgnoreCase))
        {
            var href = reader.GetAttribute("href");
            _findings.Add(XmlRules.Include, 0, $"The document includes {EvidenceText.Quote(href)} at line {Line(reader)}.", Evidence.Quoted("href",
                href));
        }
        if (_kind == "net") Net(reader, name);
        else if (_kind == "PMML") Pmml(reader, name);
    }

    private void Net(XmlReader reader, string name)
    {
        var (type, version) = (reader.GetAttribute("type"), reader.GetAttribute("version"));
        if (name == "layer") Layer(type ?? "", version, Line(reader));
        var isInfo = reader.Depth > 0 && name is not ("layer" or "data" or "port" or "net" or "edge");
        while (reader.MoveToNextAttribute())
        {
            var place = $"The attribute {EvidenceText.Quote(reader.LocalName, 40)} at line {Line(reader)}";
            if (_judge.Text(reader.Value, 0, place) || isInfo) continue;
            if (name == "data" && reader.LocalName is "offset" or "size") Number(reader.Value, place);
            if (!FileAttributes.Contains(reader.LocalName, StringComparer.OrdinalIgnoreCase) && CommandText.Library(reader.Value) is null) continue;
            var severity = CommandText.LeavesDirectory(reader.Value) ? Severity.High : XmlRules.Attribute.Severity;
            _findings.Add(
                XmlRules.Attribute, severity, 0, $"{place} names a file or code: {EvidenceText.Quote(reader.Value)}.",
                Evidence.Quoted(EvidenceText.Quote(reader.LocalName, 40), reader.Value));
        }
        reader.MoveToElement();
    }

    private void Layer(string type, string? version, long line)
    {
        // Files before version 10 do not say which set a layer is of.
        if (version is null && (OpenVinoLayers.IsKnown(type) || OpenVinoLayers.IsOld(type))) return;
        if (version is not null && version.StartsWith("opset", StringComparison.OrdinalIgnoreCase) && OpenVinoLayers.IsKnown(type)) return;
        if (OpenVinoLayers.IsTokenizer(type)) return;
        _findings.Add(
            XmlRules.Operator, 0,
                $"The layer at line {line} has the type '{EvidenceText.Quote(type)}' of '{EvidenceText.Quote(version ?? "no set")}', of which nothing is known.",
            Evidence.Quoted("type", type), Evidence.Quoted("version", version));
    }

    private void Number(string value, string place)
    {
        if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return;
        _findings.Add(XmlRules.Format.Damaged, 0, $"{place} is no size: {EvidenceText.Quote(value)}.");
    }

    private void Pmml(XmlReader reader, string name)
    {
        if (name is "Extension") _extension = Math.Max(_extension, reader.Depth);
        var lower = name.ToLowerInvariant();
        if (lower is "script" or "javascript" or "groovy" or "python" or "javacode" or "code" or "sourcecode" or "exec" or "command")
            _findings.Add(XmlRules.Script, 0, $"The element {EvidenceText.Quote(name)} at line {Line(reader)} carries code.",
                Evidence.Quoted("element", name));
        if (name is "Extension" && IsCodeName(reader.GetAttribute("name")) && reader.GetAttribute("value") is { Length: > 0 } code)
            _findings.Add(XmlRules.Script, 0, $"The extension at line {Line(reader)} carries code: {EvidenceText.Quote(code)}.",
                Evidence.Quoted("value", code));
        if (_extension >= 0 && reader.GetAttribute("value") is { } value && CommandText.IsSource(value))
            _findings.Add(XmlRules.Script, 0, $"The extension at line {Line(reader)} carries code: {EvidenceText.Quote(value)}.",
                Evidence.Quoted("value", value));
        if (name is "Apply" && reader.GetAttribute("function") is { } function) Function(function, Line(reader));
        while (reader.MoveToNextAttribute())
            _judge.Text(reader.Value, 0, $"The attribute {EvidenceText.Quote(reader.LocalName, 40)} at line {Line(reader)}", libraries: true);
        reader.MoveToElement();
    }

    private void Instruction(XmlReader reader)
    {
        Text(reader.Value, reader);
        if (reader.Name == "xml-stylesheet")
            _findings.Add(XmlRules.Include, Severity.Medium, 0, $"The document asks for a style sheet: {EvidenceText.Quote(reader.Value)}.",
                Evidence.Quoted("sheet", reader.Value));
    }

    private void Function(string function, long line)
    {
        var isClass = function.Contains('.', StringComparison.Ordinal) && !function.Any(char.IsWhiteSpace);
        if (!isClass) return;
        var reaches = function.StartsWith("java.", StringComparison.Ordinal) || function.StartsWith("javax.", StringComparison.Ordinal)
            || function.StartsWith("sun.", StringComparison.Ordinal) || function.StartsWith("groovy.", StringComparison.Ordinal);
        _findings.Add(
            XmlRules.Function, reaches ? Severity.High : Severity.Medium, 0,
                $"Line {line} calls the function '{EvidenceText.Quote(function)}' by the name of a class.",
            Evidence.Quoted("function", function));
    }

    private static bool IsCodeName(string? name) =>
        name is not null && Array.Exists(
            ["script", "code", "exec", "command", "java.", "groovy", "python", "eval", "class", "udf"], w => name.Contains(w,
                StringComparison.OrdinalIgnoreCase))
        && !name.Contains("encode", StringComparison.OrdinalIgnoreCase) && !name.Contains("decode", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("classif", StringComparison.OrdinalIgnoreCase) && !name.Contains("classes", StringComparison.OrdinalIgnoreCase)
        && !name.Contains("evaluat", StringComparison.OrdinalIgnoreCase) && !name.Contains("description", StringComparison.OrdinalIgnoreCase);

    private void Text(string text, XmlReader reader)
    {
        if (_judge.Text(text, 0, $"The text at line {Line(reader)}", libraries: _extension >= 0) || _extension < 0
            || !CommandText.IsSource(text)) return;
        _findings.Add(XmlRules.Script, 0, $"The extension at line {Line(reader)} carries code: {EvidenceText.Quote(text.Trim())}.",
            Evidence.Quoted("text", text));
    }
}
