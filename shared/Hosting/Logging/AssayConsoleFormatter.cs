using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Findings;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Assay.Hosting.Logging;

/// <summary>One line a message, readable or JSON, without secrets and without control characters: names from hostile models reach the log.</summary>
public sealed class AssayConsoleFormatter(IOptions<LogFormat> options, Secrets secrets, TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "assay";
    private const int MaxLength = 8192;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception) message = $"{message} {exception}";
        message = secrets.Strike(message);
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        textWriter.WriteLine(options.Value.Json
            ? Json(now, logEntry.LogLevel, logEntry.Category, message, logEntry.State)
            : $"{now} {Word(logEntry.LogLevel)} {Short(logEntry.Category)}: {EvidenceText.Quote(message, MaxLength)}");
    }

    private string Json<TState>(string now, LogLevel level, string category, string message, TState state)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("time", now);
            json.WriteString("level", Word(level));
            json.WriteString("category", category);
            json.WriteString("message", message.Length <= MaxLength ? message : message[..MaxLength]);
            if (System.Diagnostics.Activity.Current is { } activity) json.WriteString("trace_id", activity.TraceId.ToHexString());
            foreach (var (key, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
            {
                if (key == "{OriginalFormat}") continue;
                var text = secrets.Strike(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                json.WriteString(AssayJson.Options.PropertyNamingPolicy!.ConvertName(key), text.Length <= MaxLength ? text : text[..MaxLength]);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Short(string category) => category[(category.LastIndexOf('.') + 1)..];

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Critical => "crit",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        _ => "debug",
    };
}
