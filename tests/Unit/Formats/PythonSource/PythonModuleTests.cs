using System.Text;
using Assay.Formats.PythonSource;

namespace Assay.Tests.Unit.Formats.PythonSource;

public sealed class PythonModuleTests
{
    private const string Everything = """"
        from __future__ import annotations
        import os.path as p, sys
        from .net import (Net as N, *,)
        @decorator(1)
        async def f[T: int](a, /, b: int = 1, *args, c=2, **kw) -> T:
            async with a as b, c: await d(b)
            async for i in a: yield i
            return [x async for x in y if x if z]
        class C(Base, metaclass=M):
            """Doc."""
            x: int = 1
            def g(self): return lambda *a, k=1: a if k else not a in b
        match x:
            case [1, *_] if f(): print(1)
            case {"a": b}:
                call()
        type X = list[int]
        y = f"{a["b"]} {c!r:>{w}} {'x' if d(1) else "y"} {{}} {z=}"
        with (open(a) as b, open(c) as d): e()
        if (n := len(a)) > 10: pass
        elif q: q()
        else: r()
        try: s()
        except* E as e: t()
        finally: u()
        z = x[1:2, ::3, ...] @ m ** -2 // 3; w += 1
        print >>sys.stderr, "old"
        exec "code" in ns
        """";

    private static int Calls(PythonNode node) => (node.Kind == PythonNodeKind.Call ? 1 : 0) + node.Items.Sum(Calls);

    [Fact]
    public void Statements_of_all_versions_are_parsed()
    {
        var module = PythonModule.Parse(Everything, TestContext.Current.CancellationToken);

        module.Errors.ShouldBeEmpty();
        Calls(module.Body).ShouldBe(17);
    }

    [Fact]
    public void A_line_that_is_no_Python_does_not_take_the_others_with_it()
    {
        var module = PythonModule.Parse("def f(x y):\n    a(1)\n{% if x %}\nb(2)\n", TestContext.Current.CancellationToken);

        module.Errors.Count.ShouldBe(2);
        Calls(module.Body).ShouldBe(2);
    }

    [Theory]
    [InlineData("ｅｘｅｃ", "exec")]
    [InlineData("𝘴𝘺𝘴𝘵𝘦𝘮", "system")]
    [InlineData("ﬁle", "file")]
    [InlineData("ᵉᵛᵃˡ", "eval")]
    [InlineData("größe", "größe")]
    public void Identifiers_are_compared_as_Python_does(string written, string read) => PythonIdentifier.Normalise(written).ShouldBe(read);

    [Theory]
    [InlineData(@"'\x6f\163\u0073\N{LATIN SMALL LETTER A}'", "ossa")]
    [InlineData(@"r'\x6f' 'b'", @"\x6fb")]
    [InlineData("'a' \"b\" '''c'''", "abc")]
    [InlineData(@"'\q'", @"\q")]
    public void Strings_have_the_value_that_Python_gives_them(string literal, string value) =>
        PythonModule.Parse("x = " + literal, TestContext.Current.CancellationToken).Body.Items[0].Items[^1].Text.ShouldBe(value);

    [Theory]
    [InlineData("# coding: utf-7\n# +AAo-import os+AAo-\n", "\nimport os\n")]
    [InlineData("# -*- coding: unicode_escape -*-\n#\\u000aimport os\n", "\nimport os\n")]
    [InlineData("#!/usr/bin/python\n# vim: set fileencoding=rot13 :\nvzcbeg bf\n", "import os")]
    public void Code_that_an_encoding_hides_is_brought_to_light(string source, string hidden)
    {
        var text = PythonSourceText.Decode(Encoding.ASCII.GetBytes(source));

        text.IsUnusual.ShouldBeTrue();
        text.Text.ShouldContain(hidden);
    }

    [Fact]
    public void Usual_encodings_are_usual()
    {
        PythonSourceText.Decode("# -*- coding: utf-8 -*-\nx = 1\n"u8).IsUnusual.ShouldBeFalse();
        PythonSourceText.Decode((ReadOnlySpan<byte>)[.. "# coding: latin-1\n# "u8, 0xe9, .. "\nimport os"u8]).Text.ShouldEndWith("import os");
    }

    [Fact]
    public void A_source_cut_off_anywhere_is_read()
    {
        for (var length = 0; length <= Everything.Length; length++)
            PythonModule.Parse(Everything[..length], TestContext.Current.CancellationToken).Body.Kind.ShouldBe(PythonNodeKind.Block);
    }

    [Fact]
    public void Damaged_sources_are_read()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 3000; round++)
        {
            var text = new StringBuilder(Everything);
            for (var change = 0; change < 1 + (round % 9); change++) text[random.Next(text.Length)] = "()[]{}'\"\\\n\t :;,.=@#fx0*"[random.Next(23)];
            PythonModule.Parse(text.ToString(), TestContext.Current.CancellationToken).Body.ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("f'{")]
    [InlineData("-")]
    [InlineData("not ")]
    [InlineData("lambda:")]
    [InlineData("a.b(")]
    [InlineData("x if y else ")]
    [InlineData("a**")]
    [InlineData("if a:\n ")]
    public void Endless_nesting_ends(string piece)
    {
        var text = new StringBuilder();
        for (var i = 0; i < 20_000; i++) text.Append(piece);

        PythonModule.Parse(text.ToString(), TestContext.Current.CancellationToken).Body.Height.ShouldBeLessThanOrEqualTo(PythonLimits.Height + 200);
    }

    [Fact]
    public void Endless_chains_end()
    {
        var text = "x = a" + string.Concat(Enumerable.Repeat(".b()", 50_000)) + "\ny = 1" + string.Concat(Enumerable.Repeat("+1", 200_000)) + "\nz()";

        Calls(PythonModule.Parse(text, TestContext.Current.CancellationToken).Body.Items[^1]).ShouldBe(1);
    }
}
