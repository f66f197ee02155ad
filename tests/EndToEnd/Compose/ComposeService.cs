namespace Assay.Tests.EndToEnd.Compose;

/// <summary>One container as the Compose file describes it.</summary>
internal sealed class ComposeService(Dictionary<object, object> settings)
{
    public bool IsReadOnly => settings.GetValueOrDefault("read_only") is "true";

    /// <summary>True for images that are built here, false for the broker and the database.</summary>
    public bool IsOurs => settings.ContainsKey("build");

    public bool HasHealthCheck => settings.ContainsKey("healthcheck");

    public bool IsPrivileged => settings.ContainsKey("privileged") || settings.ContainsKey("pid") || settings.ContainsKey("network_mode");

    public IReadOnlyList<string> Networks => List("networks");

    public IReadOnlyList<string> DroppedCapabilities => List("cap_drop");

    public IReadOnlyList<string> AddedCapabilities => List("cap_add");

    public IReadOnlyList<string> SecurityOptions => List("security_opt");

    public IReadOnlyList<string> Ports => List("ports");

    public IReadOnlyList<string> Volumes => List("volumes");

    private IReadOnlyList<string> List(string key) => settings.GetValueOrDefault(key) is List<object> list ? [.. list.Cast<string>()] : [];
}
