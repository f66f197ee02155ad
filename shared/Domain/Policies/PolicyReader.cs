using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Assay.Domain.Policies;

/// <summary>Takes values out of a YAML mapping and notes every error with its line, instead of stopping at the first.</summary>
internal sealed partial class PolicyReader(YamlMappingNode root, List<string>? errors = null)
{
    public List<string> Errors { get; } = errors ?? [];

    public void RefuseOtherKeys(string[] known)
    {
        foreach (var key in root.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !known.Contains(name)) Fail(key, $"unknown key '{key}'; known keys are {string.Join(", ", known)}");
        }
    }

    public void Expect(string key, string value)
    {
        if (Scalar(key) != value) Errors.Add($"key '{key}' must be '{value}'");
    }

    public string Text(string key)
    {
        if (Scalar(key) is { Length: > 0 } text) return text;
        Errors.Add($"key '{key}' is missing or empty");
        return "";
    }

    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Find(key) is not { } node) return fallback;
        if (node is YamlScalarNode { Value: { } text } && Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0])) return value;
        Fail(node, $"key '{key}' must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return fallback;
    }

    /// <param name="key">Of the value.</param>
    /// <param name="fallback">Where the key is absent.</param>
    /// <param name="least">Included.</param>
    /// <param name="most">Included.</param>
    public double Number(string key, double fallback, double least, double most)
    {
        if (Find(key) is not { } node) return fallback;
        if (node is YamlScalarNode { Value: { } text } && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        Fail(node, string.Create(CultureInfo.InvariantCulture, $"key '{key}' must be a number from {least} to {most}"));
        return fallback;
    }

    public IReadOnlyList<string> Names(string key)
    {
        if (Find(key) is not { } node) return [];
        if (node is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode { Value.Length: > 0 }))
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value!)];
        Fail(node, $"key '{key}' must be a list of names");
        return [];
    }

    public Threshold Threshold(string key, Threshold fallback)
    {
        if (Find(key) is not { } node) return fallback;
        if (node is not YamlMappingNode map)
        {
            Fail(node, $"key '{key}' must hold 'severity' and 'confidence'");
            return fallback;
        }
        var reader = new PolicyReader(map, Errors);
        reader.RefuseOtherKeys(["severity", "confidence"]);
        return new(reader.Choice("severity", fallback.Severity), reader.Choice("confidence", fallback.Confidence));
    }

    private string? Scalar(string key) => (Find(key) as YamlScalarNode)?.Value;

    private YamlNode? Find(string key) => root.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    private void Fail(YamlNode node, string message) => Errors.Add($"line {node.Start.Line}: {message}");
}
