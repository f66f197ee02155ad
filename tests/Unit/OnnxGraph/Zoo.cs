using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;

namespace Assay.Tests.Unit.OnnxGraph;

/// <summary>The trained models beside the repository, and inputs for them.</summary>
internal static class Zoo
{
    /// <summary>The models' files; skips the test where they are absent.</summary>
    public static IReadOnlyList<string> ModelsOrSkip()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var models = Path.Combine(folder.FullName, "shared", "corpus", "zoo", "models");
            if (Directory.Exists(models)) return [.. Directory.GetFiles(models, "*.onnx").Order(StringComparer.Ordinal)];
        }
        Assert.Skip("The corpus of trained models (../shared/corpus/zoo) is not here.");
        return [];
    }

    /// <summary>Prepares a model and cuts it behind its embedding where it takes tokens; gives the values to differentiate with respect to.</summary>
    public static (PreparedModel? Model, IReadOnlyList<string> Variables, string? Reason) Prepare(string file)
    {
        var options = new PreparationOptions { Sizes = new Dictionary<string, long> { ["seq"] = 12 }, OpenBatch = true };
        var prepared = Preparation.Prepare(File.ReadAllBytes(file), options);
        if (!prepared.Succeeded) return (null, [], prepared.Reason);
        var model = prepared.Value;
        var floats = model.Model.Graph.Inputs.Where(i => i.Type == ElementType.Float).Select(i => i.Name).ToList();
        if (floats.Count > 0) return (model, floats, null);
        List<string> variables = [];
        foreach (var embedding in model.Embeddings)
        {
            var cut = Surgery.Cut(model, embedding);
            if (!cut.Succeeded) return (null, [], cut.Reason);
            model = cut.Value;
            variables.Add(embedding);
        }
        return (model, variables, variables.Count == 0 ? "There is no float input and no embedding." : null);
    }

    /// <summary>Random values of every input, two rows.</summary>
    public static Dictionary<string, TensorConstant> Inputs(IEnumerable<ValueInfo> inputs, PreparedModel model, int seed, int rows = 2)
    {
        var random = new Random(seed);
        var result = new Dictionary<string, TensorConstant>(StringComparer.Ordinal);
        foreach (var input in inputs)
        {
            long[] dims = [.. input.Shape!.Select((d, i) => d.Size ?? (i == 0 ? rows : 12))];
            var count = dims.Aggregate(1L, (a, b) => a * b);
            var bytes = model.Changes.Any(c => c.Contains($"'{input.Name}'", StringComparison.Ordinal));
            result[input.Name] = input.Type switch
            {
                ElementType.Float => TensorConstant.OfFloats(dims,
                    [.. Enumerable.Range(0, (int)count).Select(_ => bytes ? (float)(random.NextDouble() * 255)
                    : (float)((random.NextDouble() * 2) - 1))]),
                _ => TensorConstant.OfWhole(input.Type, dims, [.. Enumerable.Range(0, (int)count).Select(_ =>
                    input.Name.Contains("mask", StringComparison.Ordinal) ? 1L
                    : random.Next(1, 8))]),
            };
        }
        return result;
    }
}
