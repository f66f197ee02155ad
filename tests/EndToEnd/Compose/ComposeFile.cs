using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Assay.Tests.EndToEnd.Compose;

/// <summary>The Compose file with its anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    private readonly Dictionary<object, object> _file;

    private ComposeFile(Dictionary<object, object> file) => _file = file;

    /// <summary>Every container, by name.</summary>
    public IReadOnlyDictionary<string, ComposeService> Services =>
        Section("services").ToDictionary(s => (string)s.Key, s => new ComposeService((Dictionary<object, object>)s.Value));

    /// <summary>Networks without a way out.</summary>
    public IReadOnlySet<string> ClosedNetworks => Section("networks")
        .Where(n => n.Value is Dictionary<object, object> network && network.GetValueOrDefault("internal") is "true")
        .Select(n => (string)n.Key).ToHashSet();

    public static ComposeFile Read()
    {
        using var text = File.OpenText(Checkout.PathOf("docker-compose.yml"));
        return new(new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(new MergingParser(new Parser(text))));
    }

    private Dictionary<object, object> Section(string name) => (Dictionary<object, object>)_file[name];
}
