using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Templates;
using Assay.Tests.Unit.Formats.Gguf;

namespace Assay.Tests.Unit.Inspect.Analysers.Templates;

/// <summary>Names of Python's internals are found in every spelling and every place.</summary>
public sealed class TemplateReachTests
{
    private static Task<TestBedResult> Run(string template) =>
        TestBed.For(new TemplateAnalyser()).WithBytes(Encoding.UTF8.GetBytes(template)).As(FileFormat.Jinja).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("{% set k = {'b': 'ss__', 'a': '__cla'}|dictsort|map('last')|join %}{{ ''[k] }}")]
    [InlineData("{% set k = strftime_now('__cla') ~ strftime_now('ss__') %}{{ ''[k] }}")]
    [InlineData("{% set k = ('__cla', 'ss__')|pprint %}{{ ''[k[2:7] ~ k[11:15]] }}")]
    [InlineData("{{ ''.__class__.__mro__[1].__subclasses__() }}")]
    [InlineData("{{ x['__cl' ~ 'ass__'] }}")]
    [InlineData("{{ x|attr('__cla' 'ss__') }}")]
    [InlineData("{{ x['\\x5f\\x5fclass\\x5f\\x5f'] }}")]
    [InlineData("{{ x['\\u005f_class_\\u005f'] }}")]
    [InlineData("{{ x['\\N{LOW LINE}_class__'] }}")]
    [InlineData("{{ x['\\137_class__'] }}")]
    [InlineData("{{ x['__ssalc__'[::-1]] }}")]
    [InlineData("{{ x['__ssalc__'|reverse] }}")]
    [InlineData("{{ x['__CLASS__'|lower] }}")]
    [InlineData("{{ x['__CLASS__'.lower()] }}")]
    [InlineData("{{ x['##class##'.replace('#', '_')] }}")]
    [InlineData("{{ x['##class##'|replace('#', '_')] }}")]
    [InlineData("{{ x[['__', 'class', '__']|join] }}")]
    [InlineData("{{ x[''.join(['__', 'class', '__'])] }}")]
    [InlineData("{{ x['_' * 2 + 'class' + '_' * 2] }}")]
    [InlineData("{{ x['%sclass%s' % ('__', '__')] }}")]
    [InlineData("{{ x['%c%cclass__'|format(95, 95)] }}")]
    [InlineData("{{ x['{0}{0}class{0}{0}'.format('_')] }}")]
    [InlineData("{{ '{0.__class__}'.format(x) }}")]
    [InlineData("{{ x['xx__class__xx'.strip('x')] }}")]
    [InlineData("{{ x['a.__class__.b'.split('.')[1]] }}")]
    [InlineData("{{ x[{'k': '__class__'}['k']] }}")]
    [InlineData("{{ x[{'k': '__class__'}.k] }}")]
    [InlineData("{{ x[(dict(__class__=1)|list)[0]] }}")]
    [InlineData("{{ x[dict(__class__=1)|join] }}")]
    [InlineData("{% set a = '__' %}{% set b = a ~ 'class' ~ a %}{{ x[b] }}")]
    [InlineData("{% set ns = namespace(s='') %}{% for c in ['__', 'cla', 'ss', '__'] %}{% set ns.s = ns.s ~ c %}{% endfor %}{{ x[ns.s] }}")]
    [InlineData("{% set ns = namespace(s='') %}{% for m in messages %}{% for c in '__class__' %}{% set ns.s = ns.s ~ c %}{% endfor %}{% endfor %}{{ x[ns.s] }}")]
    [InlineData("{% macro n(w) %}__{{ w }}__{% endmacro %}{{ x[n('class')] }}")]
    [InlineData("{% set n %}__{% if true %}class{% endif %}__{% endset %}{{ x[n] }}")]
    [InlineData("{% set a = 'ok' %}{% set a = '__class__' %}{% for i in [1] %}{% set a = 'ok' %}{% endfor %}{{ x[a] }}")]
    [InlineData("{{ [x]|map(attribute='__class__')|list }}")]
    [InlineData("{{ [x]|map('attr', '__cla' ~ 'ss__')|list }}")]
    [InlineData("{{ x.__getitem__('__class__') }}")]
    [InlineData("{{ messages|groupby('__class__.__mro__') }}")]
    [InlineData("{{ messages|selectattr('__class__', 'defined') }}")]
    [InlineData("{% if false %}{{ x.__class__ }}{% elif y is defined and y.__init__ %}{% endif %}")]
    [InlineData("{% filter replace('a', x.__class__) %}{% endfilter %}")]
    [InlineData("{% with g = x.__globals__ %}{% endwith %}")]
    [InlineData("{% macro never(a=x.__init__) %}{{ a }}{% endmacro %}")]
    [InlineData("{% call(u) x.__call__() %}{% endcall %}")]
    [InlineData("{{ lipsum['__globals__']['os']['popen']('echo assay-canary') }}")]
    [InlineData("{% if a %}{% set ns = namespace(s='') %}{% endif %}{% if b %}{% for c in '__class__' %}{% set ns.s = ns.s ~ c %}{% endfor %}{% endif %}{{ x[ns.s] }}")]
    [InlineData("{{ x.gi_frame.f_back.f_globals }}")]
    [InlineData("{{ self._TemplateReference__context }}")]
    [InlineData("{{ os.system('echo assay-canary') }}")]
    [InlineData("{{ eval('1') }}")]
    [InlineData("{{ x['po' ~ 'pen']('echo assay-canary') }}")]
    [InlineData("{{ broken.__class__ ")]
    public async Task A_way_into_the_interpreter_is_critical(string template) => (await Run(template)).Worst.ShouldBe(Severity.Critical);

    [Theory]
    [InlineData("{{ lipsum|attr(a ~ b) }}", Severity.High)]
    [InlineData("{{ x|attr(messages[0].content) }}", Severity.High)]
    [InlineData("{{ x|attr(name) }}", Severity.Medium)]
    [InlineData("{{ cycler[(lipsum|string)[3:11]] }}", Severity.High)]
    [InlineData("{% include '/etc/hostname' %}", Severity.High)]
    [InlineData("{% import 'x.j2' as x %}", Severity.High)]
    [InlineData("{% from 'x.j2' import y with context %}", Severity.High)]
    [InlineData("{% extends base %}", Severity.High)]
    [InlineData("{% for i in range(10**9) %}{% endfor %}", Severity.Medium)]
    [InlineData("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", Severity.Medium)]
    [InlineData("{{ 'a' * 1000000000 }}", Severity.Medium)]
    [InlineData("{{ 2 ** 999999999 }}", Severity.Medium)]
    [InlineData("{{ lipsum(n=1000000) }}", Severity.Medium)]
    [InlineData("{{ never closed", Severity.Medium)]
    [InlineData("{% if x %}", Severity.Medium)]
    public async Task Other_dangers_have_their_severity(string template, Severity severity) => (await Run(template)).Worst.ShouldBe(severity);

    [Theory]
    [InlineData("m.gguf")]
    [InlineData("tokenizer_config.json")]
    [InlineData("named.json")]
    [InlineData("nan.json")]
    [InlineData("doubled.json")]
    [InlineData("prompt.json")]
    [InlineData("m.safetensors")]
    [InlineData("chat_template.jinja")]
    [InlineData("template.txt")]
    public async Task A_template_is_found_wherever_it_is_stored(string name)
    {
        const string Template = "{{ x.__class__.__mro__ }}";
        byte[] bytes = name switch
        {
            "m.gguf" => new GgufBuilder().Text("tokenizer.chat_template.tool_use", Template).ToArray(),
            "m.safetensors" => Header("{\"__metadata__\":{\"t\":\"" + Template + "\"}}"),
            "tokenizer_config.json" => Encoding.UTF8.GetBytes("{\"chat_template\": \"{\\u007b x.__class__ }}\"}"),
            "named.json" => Encoding.UTF8.GetBytes("{\"chat_template\": [{\"name\": \"a\", \"template\": \"" + Template + "\"}]}"),
            "nan.json" => Encoding.UTF8.GetBytes("{\"a\": NaN, \"chat_template\": \"" + Template + "\"}"),
            "doubled.json" => Encoding.UTF8.GetBytes("{\"chat_template\": \"" + Template + "\", \"chat_template\": \"ok\"}"),
            "prompt.json" => Encoding.UTF8.GetBytes("{\"_type\": \"prompt\", \"prefix\": \"" + Template + "\"}"),
            _ => Encoding.UTF8.GetBytes(Template),
        };
        var result = await TestBed.For(new TemplateAnalyser()).WithBytes(bytes).Named(name).RunAsync(TestContext.Current.CancellationToken);
        result.Worst.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task Templates_that_are_cut_or_changed_anywhere_are_read_without_an_exception()
    {
        const string Template = "{%- macro a(b='x') -%}{{ b|upper ~ \"q\\n\" }}{% endmacro %}{% for m in messages[1:] if m.role != 'x' %}{% set y = {'a': [1, 2.5]} %}"
            + "{{ a(m['content']) if loop.last else y.a[-1] }}{% else %}{# c #}{% raw %}{{{% endraw %}{% endfor %}";
        var random = new Random(20240613);
        for (var i = 0; i < 1500; i++)
        {
            var text = new StringBuilder(Template[..(i < Template.Length ? i : Template.Length)]);
            for (var n = random.Next(0, 5); n > 0 && text.Length > 0; n--) text[random.Next(text.Length)] = "{}%#'\"|().[]~ -ax_0\\\n"[random.Next(21)];
            (await Run(text.ToString())).Accepted.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Nesting_without_end_is_bounded()
    {
        (await Run("{{ " + new string('(', 100_000) + " }}")).Worst.ShouldBe(Severity.Medium);
        (await Run("{{ " + string.Join(" + ", Enumerable.Repeat("a", 50_000)) + " }}")).Accepted.ShouldBeTrue();
        (await Run("{% macro a() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}")).Accepted.ShouldBeTrue();
    }

    private static byte[] Header(string json) => [.. BitConverter.GetBytes((long)json.Length), .. Encoding.UTF8.GetBytes(json)];
}
