using System.Runtime.CompilerServices;

namespace Assay.Formats.Jinja;

/// <summary>Reads tokens to statements. The first error ends the reading; what stood before it is kept.</summary>
internal sealed partial class JinjaParser(List<JinjaToken> tokens, CancellationToken cancellationToken)
{
    private const int MaxDepth = 400;
    private int _at;
    private int _depth;

    public string? Error { get; private set; }

    public int ErrorOffset { get; private set; }

    private JinjaToken Current => tokens[_at];

    public List<JinjaStatement> Template()
    {
        var body = Body([], out _);
        return body;
    }

    private bool IsName(string name) => Current.Kind == JinjaTokenKind.Name && Current.Text == name;

    private bool IsOperator(string op) => Current.Kind == JinjaTokenKind.Operator && Current.Text == op;

    private JinjaToken Next()
    {
        var token = tokens[_at];
        if (_at < tokens.Count - 1) _at++;
        return token;
    }

    private bool Take(string op)
    {
        if (!IsOperator(op)) return false;
        Next();
        return true;
    }

    private bool TakeName(string name)
    {
        if (!IsName(name)) return false;
        Next();
        return true;
    }

    private void Expect(string op)
    {
        if (!Take(op)) Fail($"'{op}' is missing");
    }

    private void Fail(string error)
    {
        if (Error is not null) return;
        Error = error;
        ErrorOffset = Current.Offset;
    }

    private bool Enter()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_depth <= MaxDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack()) return true;
        Fail("it is nested deeper than is read");
        return false;
    }

    // Statements up to one of the end tags, whose name is taken and the rest of the tag is not.
    private List<JinjaStatement> Body(ReadOnlySpan<string> ends, out string? ended)
    {
        var body = new List<JinjaStatement>();
        ended = null;
        if (!Enter()) return body;
        while (Error is null && Current.Kind != JinjaTokenKind.End)
        {
            var token = Next();
            if (token.Kind == JinjaTokenKind.Data) body.Add(new JinjaData(token.Offset, token.Text));
            else if (token.Kind == JinjaTokenKind.OutputBegin) Output(token, body);
            else if (token.Kind == JinjaTokenKind.BlockBegin)
            {
                if (Current.Kind == JinjaTokenKind.Name && ends.Contains(Current.Text))
                {
                    ended = Next().Text;
                    _depth--;
                    return body;
                }
                if (Statement(token.Offset) is { } statement) body.Add(statement);
            }
            else Fail("a tag is not in its place");
        }
        if (ends.Length > 0) Fail($"'{ends[0]}' is missing");
        _depth--;
        return body;
    }

    private void Output(JinjaToken begin, List<JinjaStatement> body)
    {
        if (Current.Kind == JinjaTokenKind.OutputEnd) { Fail("an expression is missing"); return; }
        body.Add(new JinjaOutput(begin.Offset, Tuple()));
        if (Current.Kind == JinjaTokenKind.OutputEnd) Next();
        else Fail("an expression is not closed");
    }

    private void EndBlock()
    {
        if (Current.Kind == JinjaTokenKind.BlockEnd) Next();
        else Fail("a tag is not closed");
    }
}
