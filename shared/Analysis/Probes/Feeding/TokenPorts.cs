namespace Assay.Analysis.Probes.Feeding;

/// <summary>What inputs of integers are for, by the names that exporters give them.</summary>
public static class TokenPorts
{
    public static bool IsMask(string name) => Has(name, "mask");

    public static bool IsPosition(string name) => Has(name, "position");

    public static bool IsType(string name) => Has(name, "type") || Has(name, "segment");

    /// <summary>Keys and values of earlier positions, or the switch that says whether there are any.</summary>
    public static bool IsCache(string name) => Has(name, "past") || Has(name, "cache");

    /// <summary>True for what stands beside the token ids.</summary>
    public static bool IsCompanion(string name) => IsMask(name) || IsPosition(name) || IsType(name) || IsCache(name);

    private static bool Has(string name, string word) => name.Contains(word, StringComparison.OrdinalIgnoreCase);
}
