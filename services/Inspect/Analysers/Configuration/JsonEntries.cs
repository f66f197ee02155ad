using System.Globalization;
using System.Text;

namespace Assay.Inspect.Analysers.Configuration;

/// <summary>
/// Reads JSON as leniently as the most lenient of the loaders: NaN, comments, trailing commas and several documents are accepted, duplicate keys all
/// seen. Positions and keys come out with each value; nothing is kept.
/// </summary>
internal sealed class JsonEntries(byte[] bytes, int length, CancellationToken cancellationToken)
{
    private const int MaxDepth = 500;

    /// <summary>A longer text is cut: what decides anything in a configuration is short.</summary>
    private const int MaxText = 1 << 20;

    private readonly List<string> _path = [];
    private readonly Stack<(bool IsList, int Index)> _open = new();
    private int _at;
    private bool _isKey;

    /// <summary>True where it was JSON to the end.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>All values, in order.</summary>
    public IEnumerable<ConfigEntry> Read()
    {
        var steps = 0;
        while (_at < length)
        {
            if ((++steps & 0xffff) == 0) cancellationToken.ThrowIfCancellationRequested();
            var c = bytes[_at];
            switch (c)
            {
                case (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t' or (byte)':' or 0xef or 0xbb or 0xbf:
                    _at++;
                    break;
                case (byte)'{' or (byte)'[':
                    if (!Open(c == '[')) yield break;
                    break;
                case (byte)'}' or (byte)']':
                    Close();
                    break;
                case (byte)',':
                    Next();
                    break;
                case (byte)'/' or (byte)'#':
                    SkipLine();
                    break;
                case (byte)'"' or (byte)'\'':
                    var start = _at;
                    var text = Text(c);
                    if (_isKey)
                    {
                        _path[^1] = text;
                        _isKey = false;
                    }
                    else yield return new([.. _path], text, start, 0);
                    break;
                default:
                    var word = Word();
                    if (_isKey && _path.Count > 0) (_path[^1], _isKey) = (word, false);
                    else if (word.Length > 0) yield return new([.. _path], word == "null" ? null : word, _at - word.Length, 0, IsText: false);
                    break;
            }
        }
        if (_open.Count > 0) IsWhole = false;
    }

    private bool Open(bool isList)
    {
        _at++;
        if (_open.Count >= MaxDepth) return IsWhole = false;
        _open.Push((isList, 0));
        _path.Add(isList ? "[0]" : "");
        _isKey = !isList;
        return true;
    }

    private void Close()
    {
        _at++;
        if (_open.Count == 0) return;
        _open.Pop();
        _path.RemoveAt(_path.Count - 1);
        _isKey = false;
    }

    private void Next()
    {
        _at++;
        if (_open.Count == 0) return;
        var (isList, index) = _open.Pop();
        _open.Push((isList, index + 1));
        _path[^1] = isList ? string.Create(CultureInfo.InvariantCulture, $"[{index + 1}]") : "";
        _isKey = !isList;
    }

    private void SkipLine()
    {
        if (_at + 1 < length && bytes[_at] == '/' && bytes[_at + 1] == '*')
        {
            var end = bytes.AsSpan(_at + 2, length - _at - 2).IndexOf("*/"u8);
            _at = end < 0 ? length : _at + end + 4;
            return;
        }
        var line = bytes.AsSpan(_at, length - _at).IndexOf((byte)'\n');
        _at = line < 0 ? length : _at + line;
    }

    private string Word()
    {
        var start = _at;
        while (_at < length && !" \t\r\n,:]}[{\"'/#"u8.Contains(bytes[_at])) _at++;
        if (_at == start) _at++;
        return Encoding.UTF8.GetString(bytes, start, Math.Min(_at - start, 256));
    }

    private string Text(byte quote)
    {
        var start = ++_at;
        var isPlain = true;
        while (_at < length && bytes[_at] != quote)
        {
            if (bytes[_at] == '\\')
            {
                isPlain = false;
                _at++;
            }
            _at++;
        }
        var end = Math.Min(_at, length);
        if (_at >= length) IsWhole = false;
        _at = Math.Min(_at + 1, length);
        var raw = Encoding.UTF8.GetString(bytes, start, Math.Min(end - start, MaxText));
        return isPlain ? raw : Unescape(raw);
    }

    private static string Unescape(string raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length) text.Append(raw[i]);
            else if (raw[++i] == 'u' && i + 4 < raw.Length && ushort.TryParse(raw.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                text.Append((char)code);
                i += 4;
            }
            else text.Append(raw[i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var c => c });
        }
        return text.ToString();
    }
}
