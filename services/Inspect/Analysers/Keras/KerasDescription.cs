using Assay.Contracts.Values;
using Assay.Formats.PythonJson;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>Goes through a description, every object of it, at any depth.</summary>
internal sealed class KerasDescription(KerasObjects objects, KerasFindings findings)
{
    /// <summary>How deep an object may be that makes a document a description of a model.</summary>
    private const int ShapeDepth = 6;

    private const int ShapeNodes = 20_000;

    private static readonly string[] Deciding = ["class_name", "module", "registered_name", "config", "function", "code", "function_type", "layers"];

    /// <summary>True where a document describes a model or a part of one: an object with a class and its configuration, not too deep.</summary>
    public static bool Looks(LooseJsonValue root)
    {
        var queue = new Queue<(LooseJsonValue Value, int Depth)>([(root, 0)]);
        for (var n = 0; n < ShapeNodes && queue.TryDequeue(out var next); n++)
        {
            var (value, depth) = next;
            if (IsObject(value)) return true;
            if (depth >= ShapeDepth) continue;
            foreach (var item in value.Items)
            {
                if (item.Kind is LooseJsonKind.Array or LooseJsonKind.Object) queue.Enqueue((item, depth + 1));
            }
        }
        return false;
    }

    /// <summary>Judges all objects below <paramref name="root"/>.</summary>
    public void Examine(LooseJsonValue root, bool isWhole, CancellationToken cancellationToken)
    {
        var stack = new Stack<ConfigNode>([new(root, null, "", 0)]);
        var visited = 0;
        while (stack.TryPop(out var node))
        {
            if ((++visited & 0xfff) == 0) cancellationToken.ThrowIfCancellationRequested();
            if (node.Value.Kind == LooseJsonKind.Object) Object(node, isWhole);
            else if (node.Value.Kind == LooseJsonKind.Text) KerasObjects.Text(node, findings);
            foreach (var child in node.Children())
            {
                if (child.Value.Kind is not (LooseJsonKind.Null or LooseJsonKind.Literal)) stack.Push(child);
            }
        }
    }

    private static bool IsObject(LooseJsonValue value)
    {
        if (value.Kind != LooseJsonKind.Object) return false;
        var named = value.All("class_name").Any(v => v.Kind == LooseJsonKind.Text);
        return named && (value["config"] is { Kind: LooseJsonKind.Object or LooseJsonKind.Text } || value["registered_name"] is not null || value["module"] is not null);
    }

    private void Object(ConfigNode node, bool isWhole)
    {
        foreach (var name in Deciding)
        {
            if (node.Value.All(name).Skip(1).Any())
                findings.Add(KerasRules.Ambiguous, Severity.Medium, node, $"An object of {findings.Source} has the member '{name}' twice.");
        }
        // What is written twice is judged in every combination; an honest object has one.
        var combinations = 0;
        foreach (var name in Texts(node.Value, "class_name"))
        {
            if (name is null) continue;
            foreach (var module in Texts(node.Value, "module"))
            {
                if (++combinations > 16) return;
                objects.Judge(node, name, module, node.Value.TextOf("registered_name"), isWhole, findings);
            }
        }
    }

    private static List<string?> Texts(LooseJsonValue value, string name)
    {
        var texts = value.All(name).Select(v => v.Kind == LooseJsonKind.Text ? v.Text : null).Distinct().ToList();
        if (texts.Count == 0) texts.Add(null);
        return texts;
    }
}
