using Microsoft.Extensions.Logging.Console;

namespace Assay.Hosting.Logging;

/// <summary>Section <c>Logging:Console:FormatterOptions</c>.</summary>
public sealed class LogFormat : ConsoleFormatterOptions
{
    /// <summary>True: one JSON object a line, for machines; false: one readable line.</summary>
    public bool Json { get; set; }
}
