using System.Globalization;
using System.Text;
using Assay.Formats.PythonJson;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>A value of a description and where it stands.</summary>
internal sealed record ConfigNode(LooseJsonValue Value, ConfigNode? Parent, string Name, int Index)
{
    private const int MaxText = 200;

    /// <summary>For people: <c>config.layers[2].config.function</c>.</summary>
    public string Path()
    {
        var parts = new List<string>();
        for (var node = this; node.Parent is not null && parts.Count < 24; node = node.Parent)
            parts.Add(node.Name.Length > 0 ? "." + node.Name : string.Create(CultureInfo.InvariantCulture, $"[{node.Index}]"));
        parts.Reverse();
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (text.Length < MaxText) text.Append(part);
        }
        return text.ToString().TrimStart('.');
    }

    public IEnumerable<ConfigNode> Children()
    {
        for (var i = 0; i < Value.Items.Count; i++)
            yield return new(Value.Items[i], this, Value.Kind == LooseJsonKind.Object ? Value.Names[i] : "", i);
    }
}
