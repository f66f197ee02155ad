using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>Reads YAML event by event: values with their keys, tags and references, without making objects of them.</summary>
internal sealed class YamlEntries(string text, CancellationToken cancellationToken)
{
    private const int MaxEvents = 2_000_000;
    private const int MaxDepth = 500;

    private readonly List<string> _path = [];
    private readonly Stack<(bool IsList, int Index, bool IsKey)> _open = new();

    /// <summary>Tags that are none of YAML's own, with their lines.</summary>
    public List<(string Tag, int Line, long Offset)> Tags { get; } = [];

    /// <summary>References to anchors, counted.</summary>
    public int Aliases { get; private set; }

    /// <summary>How large the document becomes when references are followed; negative when beyond measure.</summary>
    public double Expansion { get; private set; }

    /// <summary>Why reading stopped; null where it did not.</summary>
    public string? Error { get; private set; }

    private readonly Dictionary<string, double> _anchors = new(StringComparer.Ordinal);
    private readonly Stack<(string? Anchor, double Size)> _sizes = new();

    public IEnumerable<ConfigEntry> Read()
    {
        var parser = new Parser(new StringReader(text));
        for (var count = 0; count < MaxEvents; count++)
        {
            if ((count & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            ParsingEvent? item;
            try
            {
                if (!parser.MoveNext()) yield break;
                item = parser.Current;
            }
            catch (Exception e) when (e is YamlException or InvalidOperationException or ArgumentException or FormatException or OverflowException or IndexOutOfRangeException)
            {
                Error = $"it cannot be followed: {e.GetType().Name}";
                yield break;
            }
            if (item is null) yield break;
            if (_open.Count > MaxDepth)
            {
                Error = "it is nested too deeply";
                yield break;
            }
            if (Take(item) is { } entry) yield return entry;
        }
        Error = "it has more parts than are followed";
    }

    private ConfigEntry? Take(ParsingEvent item)
    {
        var line = (int)item.Start.Line;
        if (item is NodeEvent { Tag: { IsEmpty: false } tag } node && !tag.IsNonSpecific) Tags.Add((tag.Value, line, (long)node.Start.Index));
        switch (item)
        {
            case MappingStart or SequenceStart:
                Begin();
                _open.Push((item is SequenceStart, 0, item is MappingStart));
                _path.Add(item is SequenceStart ? "[0]" : "");
                _sizes.Push((((NodeEvent)item).Anchor is { IsEmpty: false } anchor ? anchor.Value : null, 1));
                return null;
            case MappingEnd or SequenceEnd:
                if (_open.Count == 0) return null;
                _open.Pop();
                _path.RemoveAt(_path.Count - 1);
                var (name, size) = _sizes.Pop();
                if (name is not null) _anchors[name] = size;
                Grow(size);
                End();
                return null;
            case AnchorAlias alias:
                Aliases++;
                Grow(_anchors.GetValueOrDefault(alias.Value.Value, 1));
                Begin();
                End();
                return null;
            case Scalar scalar:
                Grow(1);
                if (scalar.Anchor is { IsEmpty: false } scalarAnchor) _anchors[scalarAnchor.Value] = 1 + (scalar.Value.Length / 64.0);
                return Value(scalar, line);
            default: return null;
        }
    }

    private void Grow(double size)
    {
        Expansion = Math.Max(Expansion, size);
        if (_sizes.Count == 0) return;
        var (anchor, sum) = _sizes.Pop();
        _sizes.Push((anchor, Math.Min(sum + size, 1e18)));
    }

    private ConfigEntry? Value(Scalar scalar, int line)
    {
        if (_open.Count > 0 && _open.Peek() is { IsList: false, IsKey: true })
        {
            _path[^1] = scalar.Value.Length > 256 ? scalar.Value[..256] : scalar.Value;
            _open.Push(_open.Pop() with { IsKey = false });
            return null;
        }
        Begin();
        var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
        var entry = new ConfigEntry([.. _path], isNull ? null : scalar.Value, scalar.Start.Index, line);
        End();
        return entry;
    }

    private void Begin()
    {
        if (_open.Count == 0) return;
        var (isList, index, _) = _open.Peek();
        if (isList) _path[^1] = string.Create(CultureInfo.InvariantCulture, $"[{index}]");
        else if (_open.Peek().IsKey) _path[^1] = "";
    }

    private void End()
    {
        if (_open.Count == 0) return;
        var (isList, index, isKey) = _open.Pop();
        _open.Push((isList, index + 1, !isList && !isKey));
    }
}
