using Assay.Formats.Jinja;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Formats.Jinja;

/// <summary>Templates are read as Jinja reads them, without being rendered.</summary>
public sealed class JinjaReaderTests
{
    private static JinjaTemplate Parse(string text) => JinjaTemplate.Parse(text, TestContext.Current.CancellationToken);

    private static JinjaExpression Value(string expression)
    {
        var template = Parse("{{ " + expression + " }}");
        template.Error.ShouldBeNull();
        return template.Body.ShouldHaveSingleItem().ShouldBeOfType<JinjaOutput>().Value;
    }

    /// <summary>An expression in brackets, to see what binds to what.</summary>
    private static string Show(JinjaExpression? expression) => expression switch
    {
        JinjaLiteral { Value: null } => "none",
        JinjaLiteral literal => literal.Value is string text ? $"'{text}'" : Convert.ToString(literal.Value, System.Globalization.CultureInfo.InvariantCulture)!,
        JinjaName name => name.Name,
        JinjaAttribute attribute => $"{Show(attribute.Target)}.{attribute.Name}",
        JinjaSubscript subscript => $"{Show(subscript.Target)}[{Show(subscript.Index)}]",
        JinjaSlice slice => $"{(slice.Start is null ? "" : Show(slice.Start))}:{(slice.Stop is null ? "" : Show(slice.Stop))}:{(slice.Step is null ? "" : Show(slice.Step))}",
        JinjaCall call => $"{Show(call.Target)}({string.Join(", ", call.Arguments.Select(Show))})",
        JinjaFilter filter => $"({Show(filter.Target)}|{filter.Name}({string.Join(", ", filter.Arguments.Select(Show))}))",
        JinjaTest test => $"({Show(test.Target)} is{(test.Negated ? " not" : "")} {test.Name}({string.Join(", ", test.Arguments.Select(Show))}))",
        JinjaUnary unary => $"({unary.Operator} {Show(unary.Operand)})",
        JinjaBinary binary => $"({Show(binary.Left)} {binary.Operator} {Show(binary.Right)})",
        JinjaComparison comparison => $"({Show(comparison.Left)} {comparison.Operator} {Show(comparison.Right)})",
        JinjaConditional choice => $"({Show(choice.Then)} if {Show(choice.Condition)} else {Show(choice.Otherwise)})",
        JinjaItems items => (items.IsTuple ? "t" : "l") + $"[{string.Join(", ", items.Items.Select(Show))}]",
        JinjaMap map => $"{{{string.Join(", ", map.Pairs.Select(p => $"{Show(p.Key)}: {Show(p.Value)}"))}}}",
        _ => "",
    };

    private static string Show(JinjaArgument argument) => new string('*', argument.Stars) + (argument.Name is null ? "" : argument.Name + "=") + Show(argument.Value);

    [Theory]
    [InlineData("a + b * c", "(a + (b * c))")]
    [InlineData("a ~ b + c", "((a ~ b) + c)")]
    [InlineData("not a == b", "(not (a == b))")]
    [InlineData("a and not b or c", "((a and (not b)) or c)")]
    [InlineData("a not in b", "(a not in b)")]
    [InlineData("a if b else c", "(a if b else c)")]
    [InlineData("a.b['c'](1, *d, e=2)|f(3)", "(a.b['c'](1, *d, e=2)|f(3))")]
    [InlineData("a[1:2]", "a[1:2:]")]
    [InlineData("a[::-1]", "a[::(- 1)]")]
    [InlineData("a is not defined", "(a is not defined())")]
    [InlineData("a is divisibleby 3", "(a is divisibleby(3))")]
    [InlineData("[1, 'x']", "l[1, 'x']")]
    [InlineData("(1, 2)", "t[1, 2]")]
    [InlineData("{'a': 1}", "{'a': 1}")]
    [InlineData("'a' 'b'", "'ab'")]
    [InlineData("-a|abs", "(- (a|abs()))")]
    [InlineData("'\\x41\\u0042\\103'", "'ABC'")]
    public void Expressions_bind_as_in_jinja(string expression, string shown) => Show(Value(expression)).ShouldBe(shown);

    [Fact]
    public void Statements_nest_and_keep_their_places()
    {
        var template = Parse("x{% for m in messages if m.role %}{% if a %}1{% elif b %}2{% else %}3{% endif %}{% else %}none{% endfor %}{# note #}");
        template.Error.ShouldBeNull();
        template.Comments.ShouldHaveSingleItem().ShouldContain("note");
        var loop = template.Body[1].ShouldBeOfType<JinjaFor>();
        loop.Offset.ShouldBe(1);
        Show(loop.Filter).ShouldBe("m.role");
        loop.Else.ShouldHaveSingleItem().ShouldBeOfType<JinjaData>().Text.ShouldBe("none");
        var choice = loop.Body.ShouldHaveSingleItem().ShouldBeOfType<JinjaIf>();
        choice.Else.ShouldHaveSingleItem().ShouldBeOfType<JinjaIf>().Else.ShouldHaveSingleItem().ShouldBeOfType<JinjaData>().Text.ShouldBe("3");
    }

    [Theory]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    [InlineData("a {{- ' ' }}", "a")]
    public void Text_that_is_no_code_stays_text(string text, string data) => Parse(text).Body[0].ShouldBeOfType<JinjaData>().Text.ShouldBe(data);

    [Theory]
    [InlineData("{{ a", "ok")]
    [InlineData("ok{% if %}", "ok")]
    [InlineData("ok{% for x in %}{% endfor %}", "ok")]
    [InlineData("ok{{ 'open }}", "ok")]
    [InlineData("ok{% endif %}", "ok")]
    public void What_stands_before_an_error_is_kept_and_the_error_has_a_place(string text, string before)
    {
        var template = Parse(text);
        template.Error.ShouldNotBeNull().ShouldNotBeEmpty();
        template.ErrorOffset.ShouldBeInRange(0, text.Length);
        if (text.StartsWith(before, StringComparison.Ordinal)) template.Body[0].ShouldBeOfType<JinjaData>().Text.ShouldBe(before);
    }

    [Theory]
    [InlineData("{{ ", "(", " }}")]
    [InlineData("{{ ", "[", " }}")]
    [InlineData("{{ ", "not ", " }}")]
    [InlineData("{{ ", "-", " }}")]
    [InlineData("{{ a", "|f", " }}")]
    [InlineData("{{ a", "[a", " }}")]
    [InlineData("{{ a", " if a else a", " }}")]
    [InlineData("", "{% if a %}", "")]
    [InlineData("", "{% for a in b %}", "")]
    public void A_hundred_thousand_levels_end_in_an_error_or_a_reading(string head, string level, string tail)
    {
        var template = Parse(head + string.Concat(Enumerable.Repeat(level, 100_000)) + tail);
        (template.Error is not null || template.Body.Count > 0).ShouldBeTrue();
    }

    [Fact]
    public void Arbitrary_tokens_are_read_without_an_exception()
    {
        string[] parts = ["{{", "}}", "{%", "%}", "{#", "#}", "{%-", "-%}", " if ", " for ", " in ", " else ", " endif ", " endfor ", " set ", " macro ", " endmacro ", " call ", " raw ",
            " endraw ", "a", "1", "1e999", "'x'", "\"", "'", "\\", "(", ")", "[", "]", "{", "}", ":", ",", "|", ".", "=", "==", "**", "*", "~", " is ", " not ", "\n", "\0", "é"];
        Prop.ForAll(Gen.Elements(parts).ArrayOf().ToArbitrary(), tokens =>
        {
            var text = string.Concat(tokens);
            var template = Parse(text);
            template.ErrorOffset.ShouldBeInRange(0, text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void A_line_number_counts_from_one()
    {
        JinjaTemplate.LineOf("a\nb\nc", 4).ShouldBe(3);
        JinjaTemplate.LineOf("a", 100).ShouldBe(1);
    }
}
