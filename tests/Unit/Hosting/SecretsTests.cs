using Assay.Hosting.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Unit.Hosting;

public sealed class SecretsTests
{
    private static readonly IConfiguration Configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Bus:Password"] = "canary-bus",
        ["Hub:Token"] = "canary-hub-token",
        ["Blobs:SecretKey"] = "canary-blobs",
        ["Storage:ConnectionString"] = "Host=db;Username=assay;Password=canary-db;Database=assay",
        ["Proxy:Address"] = "http://user:canary-proxy@proxy:3128",
        ["Bus:Host"] = "rabbit.example",
    }).Build();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_secret_of_the_configuration_reaches_the_log(bool json)
    {
        var text = string.Join('\n', Configuration.AsEnumerable().Select(pair =>
            Write(json, "Setting {Key} is {Value}", pair.Key, pair.Value ?? "")));

        text.ShouldNotContain("canary");
        text.ShouldContain("rabbit.example");
        text.ShouldContain(Secrets.Replacement);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_secret_inside_an_exception_is_struck_out(bool json) =>
        Write(json, "Failed", new InvalidOperationException("login with canary-bus failed")).ShouldNotContain("canary");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hostile_name_cannot_begin_a_line_of_its_own_or_steer_the_terminal(bool json)
    {
        var line = Write(json, "File {Name}", "a.pt\n2026-01-01 crit: forged \u001b[2J");

        line.TrimEnd('\n').ShouldNotContain('\n');
        line.ShouldNotContain('\u001b');
    }

    private static string Write(bool json, string template, params object[] arguments)
    {
        var formatter = new AssayConsoleFormatter(Options.Create(new LogFormat { Json = json }), new(Configuration), TimeProvider.System);
        var exception = arguments.OfType<Exception>().FirstOrDefault();
        var output = new StringWriter { NewLine = "\n" };
#pragma warning disable CA2254 // The template is each test's own.
        new CapturingLogger(formatter, output).Log(LogLevel.Error, exception, template, exception is null ? arguments : []);
#pragma warning restore CA2254
        return output.ToString();
    }

    private sealed class CapturingLogger(AssayConsoleFormatter formatter, TextWriter output) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> render) =>
            formatter.Write(new LogEntry<TState>(logLevel, "Assay.Tests.Secrets", eventId, state, exception, render), null, output);
    }
}
