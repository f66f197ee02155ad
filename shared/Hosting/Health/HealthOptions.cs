namespace Assay.Hosting.Health;

/// <summary>Section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>
    /// Address for <c>/healthz</c> and <c>/readyz</c>, e.g. <c>http://127.0.0.1:8081</c> or <c>http://0.0.0.0:8081</c>; empty: none.
    /// </summary>
    public string Listen { get; set; } = "";
}
