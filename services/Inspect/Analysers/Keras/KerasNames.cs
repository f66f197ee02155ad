using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Keras;

/// <summary>What Keras and TensorFlow call their parts, and which of them are no part of a model; read from the embedded <c>keras.json</c>.</summary>
internal sealed class KerasNames
{
    private KerasNames(Sha256Digest digest, KerasNamesFile file)
    {
        Digest = digest;
        Roots = Set(file.Roots);
        Packages = Set(file.Packages);
        Libraries = Set(file.Libraries);
        Utilities = Set(file.Utilities);
        HarmfulAreas = Set(file.HarmfulAreas);
        Harmful = file.Harmful.SelectMany(group => Words(group.Value), (group, name) => (name, group.Key))
            .ToFrozenDictionary(e => e.name, e => e.Key, StringComparer.Ordinal);
        TensorflowHarmful = Set(file.TensorflowHarmful);
        RawHarmful = Set(file.RawHarmful);
        TensorflowAreas = Set(file.TensorflowAreas);
        Classes = Set(file.Layers + " " + file.Others);
        Functions = Set(file.Functions);
        Standard = Set(file.Standard);
        PathKeys = Set(file.PathKeys);
    }

    /// <summary>SHA-256 of the file: part of every fact's key.</summary>
    public Sha256Digest Digest { get; }

    /// <summary>Packages whose modules are Keras.</summary>
    public FrozenSet<string> Roots { get; }

    /// <summary>Packages that classes are registered under by Keras itself and its known additions.</summary>
    public FrozenSet<string> Packages { get; }

    /// <summary>Well-known libraries that models use parts of.</summary>
    public FrozenSet<string> Libraries { get; }

    /// <summary>The harmless part of the areas that are otherwise no part of a model.</summary>
    public FrozenSet<string> Utilities { get; }

    /// <summary>Areas of Keras that are no part of a model.</summary>
    public FrozenSet<string> HarmfulAreas { get; }

    /// <summary>Names in Keras that are no part of a model, with what they do.</summary>
    public FrozenDictionary<string, string> Harmful { get; }

    /// <summary>Words in a path of TensorFlow that reach files, the network or Python.</summary>
    public FrozenSet<string> TensorflowHarmful { get; }

    /// <summary>Raw operations that do.</summary>
    public FrozenSet<string> RawHarmful { get; }

    /// <summary>Areas of TensorFlow that compute.</summary>
    public FrozenSet<string> TensorflowAreas { get; }

    /// <summary>Layers, losses and the like that old configurations name without a module.</summary>
    public FrozenSet<string> Classes { get; }

    /// <summary>Functions that old configurations name without a module.</summary>
    public FrozenSet<string> Functions { get; }

    /// <summary>Modules that come with Python.</summary>
    public FrozenSet<string> Standard { get; }

    /// <summary>Members of a configuration that name a file.</summary>
    public FrozenSet<string> PathKeys { get; }

    /// <summary>Reads the embedded file.</summary>
    public static KerasNames Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("keras.json")
            ?? throw new InvalidOperationException("The resource keras.json is missing from the assembly: rebuild the service.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        return new(Sha256Digest.FromBytes(SHA256.HashData(bytes)), JsonSerializer.Deserialize(bytes, KerasNamesJson.Default.KerasNamesFile)!);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static FrozenSet<string> Set(string text) => Words(text).ToFrozenSet(StringComparer.Ordinal);
}
