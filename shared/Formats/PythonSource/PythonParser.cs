using static Assay.Formats.PythonSource.PythonNodeKind;

namespace Assay.Formats.PythonSource;

/// <summary>
/// Makes a syntax tree of Python 3 (and most of Python 2), whatever the text is: a line that cannot be parsed becomes an <see cref="Error"/> node
/// and the next one is read.
/// </summary>
internal sealed partial class PythonParser
{
    private static readonly PythonNode Nothing = new(Missing, 0, 0);
    private readonly string _text;
    private readonly CancellationToken _cancellationToken;
    private readonly List<PythonToken> _tokens;
    private readonly List<PythonNode> _errors = [];
    private int _at;
    private int _depth;
    private int _blocks;
    private bool _failed;

    private PythonParser(string text, List<PythonToken> tokens, int depth, CancellationToken cancellationToken)
    {
        _text = text;
        _tokens = tokens;
        _depth = depth;
        _cancellationToken = cancellationToken;
    }

    public static PythonModule Parse(string text, CancellationToken cancellationToken)
    {
        var tokens = new PythonTokenizer(text, 0, text.Length, 1, cancellationToken).Read();
        var parser = new PythonParser(text, tokens, 0, cancellationToken);
        var body = parser.Body(new PythonToken(PythonTokenKind.Indent, "", 0, 1), top: true);
        return new(text, body, parser._errors, tokens.Count >= PythonLimits.Tokens);
    }

    private PythonToken Current => _tokens[_at];

    private PythonToken Ahead(int count) => _tokens[Math.Min(_at + count, _tokens.Count - 1)];

    private bool Is(string text) => Current.Text == text && Current.Kind is PythonTokenKind.Operator or PythonTokenKind.Name && Current.Text == text;

    private bool Take(string text)
    {
        if (!Is(text)) return false;
        _at++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Take(text)) _failed = true;
    }

    private PythonToken Advance()
    {
        var token = Current;
        if (token.Kind != PythonTokenKind.End) _at++;
        return token;
    }

    private PythonNode Make(PythonNodeKind kind, PythonToken from, string text = "", params IReadOnlyList<PythonNode> items)
    {
        var node = new PythonNode(kind, from.At, from.Line, text, items);
        if (node.Height <= PythonLimits.Height) return node;
        _failed = true;
        return new(Error, from.At, from.Line, "a tree that is too high");
    }

    private PythonNode Fail(PythonToken at)
    {
        _failed = true;
        return new(Error, at.At, at.Line);
    }

    private string Name() => Current.Kind == PythonTokenKind.Name ? Advance().Text : Fail(Current).Text;

    private static bool EndsStatement(PythonToken token) => token.Kind is PythonTokenKind.NewLine or PythonTokenKind.End || token is { Kind: PythonTokenKind.Operator, Text: ";" };

    /// <summary>Skips to the end of the logical line and keeps its text as an error.</summary>
    private PythonNode Recover(int from)
    {
        var first = _tokens[from];
        while (Current.Kind is not (PythonTokenKind.NewLine or PythonTokenKind.End)) _at++;
        var end = Math.Min(Math.Max(Current.At, first.At), first.At + 20_000);
        var error = new PythonNode(Error, first.At, first.Line, _text[first.At..Math.Min(end, _text.Length)]);
        if (_errors.Count < PythonLimits.Errors) _errors.Add(error);
        _failed = false;
        return error;
    }
}
