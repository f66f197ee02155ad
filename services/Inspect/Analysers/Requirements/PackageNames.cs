using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Assay.Inspect.Analysers.Requirements;

/// <summary>Names of packages, read from the embedded <c>packages.json</c>.</summary>
internal sealed class PackageNames
{
    private static readonly Lazy<PackageNames> Loaded = new(Load);
    private readonly FrozenSet<string> _known;
    private readonly FrozenSet<string> _real;
    private readonly FrozenSet<string> _hostile;

    private PackageNames(JsonElement file)
    {
        _known = Words(file, "known");
        _real = Words(file, "real");
        _hostile = Words(file, "hostile");
    }

    public static PackageNames Shared => Loaded.Value;

    public bool IsHostile(string name) => _hostile.Contains(name);

    /// <summary>The well-known package that a name is one slip away from; null for the package itself and for other real ones.</summary>
    public string? LooksLike(string name)
    {
        if (name.Length < 5 || _known.Contains(name) || _real.Contains(name)) return null;
        return _known.FirstOrDefault(k => k.Length >= 5 && Math.Abs(k.Length - name.Length) <= 1 && IsOneSlip(name, k));
    }

    private static bool IsOneSlip(string a, string b)
    {
        var i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i]) i++;
        if (a.Length == b.Length)
        {
            if (i == a.Length) return false;
            // Digits tell versions apart: jax2 is no slip of jax1.
            if (char.IsAsciiDigit(a[i]) || char.IsAsciiDigit(b[i])) return false;
            return a.AsSpan(i + 1).SequenceEqual(b.AsSpan(i + 1))
                || (i + 1 < a.Length && a[i] == b[i + 1] && a[i + 1] == b[i] && a.AsSpan(i + 2).SequenceEqual(b.AsSpan(i + 2)));
        }
        var (longer, shorter) = a.Length > b.Length ? (a, b) : (b, a);
        return !char.IsAsciiDigit(longer[i]) && longer.AsSpan(i + 1).SequenceEqual(shorter.AsSpan(i));
    }

    private static PackageNames Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("packages.json")
            ?? throw new InvalidOperationException("The resource packages.json is missing from the assembly: rebuild the service.");
        using var document = JsonDocument.Parse(stream);
        return new(document.RootElement);
    }

    private static FrozenSet<string> Words(JsonElement file, string name) =>
        file.GetProperty(name).GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
