using System.Globalization;

namespace Assay.OnnxGraph.Shapes;

/// <summary>
/// One dimension of a shape, or one whole number that shapes are computed with: a sum of products of symbols, e.g. <c>12*batch + 3</c>. Two of them
/// are
/// the same when their texts are; an unknown one is never the same as anything, itself included.
/// </summary>
public sealed class Dimension
{
    /// <summary>Longer expressions become unknown: hostile shape arithmetic cannot grow.</summary>
    private const int MaxTerms = 8;
    private const int MaxText = 256;

    private readonly SortedDictionary<string, long>? _terms;
    private readonly string _text;

    private Dimension(SortedDictionary<string, long>? terms)
    {
        _terms = terms;
        _text = terms is null ? "?" : terms.Count == 0 ? "0" : string.Join("+", terms.Select(t => t.Key.Length == 0
            ? t.Value.ToString(CultureInfo.InvariantCulture)
            : t.Value == 1 ? t.Key : string.Create(CultureInfo.InvariantCulture, $"{t.Value}*{t.Key}")));
    }

    public static Dimension Unknown { get; } = new(null);

    public bool IsUnknown => _terms is null;

    /// <summary>The number; null where it depends on a symbol or is unknown.</summary>
    public long? Size => _terms is null ? null : _terms.Count == 0 ? 0 : _terms.Count == 1 && _terms.TryGetValue("", out var n) ? n : null;

    /// <summary>The symbol, where the dimension is nothing but one.</summary>
    public string? Name => _terms is { Count: 1 } && _terms.First() is { Key.Length: > 0, Value: 1 } term && !term.Key.Contains('*') ? term.Key
        : null;

    public static Dimension Of(long size) => size == 0 ? new([]) : new(new(StringComparer.Ordinal) { [""] = size });

    public static Dimension Symbol(string name) => new(new(StringComparer.Ordinal) { [name.Replace('*', '_')] = 1 });

    /// <summary>True where both are known to be equal for every value of the symbols.</summary>
    public static bool Same(Dimension a, Dimension b) => !a.IsUnknown && a._text == b._text;

    public static Dimension operator +(Dimension a, Dimension b) => Combine(a, b, 1);

    public static Dimension operator -(Dimension a, Dimension b) => Combine(a, b, -1);

    public static Dimension operator *(Dimension a, Dimension b)
    {
        if (a._terms is null || b._terms is null || a._terms.Count * b._terms.Count > MaxTerms) return Unknown;
        var terms = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (x, m) in a._terms)
        {
            foreach (var (y, n) in b._terms)
            {
                var key = string.Join('*', x.Split('*').Concat(y.Split('*')).Where(s => s.Length > 0).Order(StringComparer.Ordinal));
                if (key.Length > MaxText || Math.BigMul(m, n, out var product) is not (0 or -1)) return Unknown;
                Add(terms, key, product);
            }
        }
        return new(terms);
    }

    /// <summary>The quotient where the division leaves nothing, and rounded towards zero for numbers; unknown otherwise.</summary>
    public static Dimension operator /(Dimension a, Dimension b)
    {
        if (a.Size is { } x && b.Size is { } y) return y == 0 || (x == long.MinValue && y == -1) ? Unknown : Of(x / y);
        if (a._terms is null || b._terms is not { Count: 1 }) return Unknown;
        var (symbols, divisor) = b._terms.First();
        var result = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, value) in a._terms)
        {
            var left = key.Split('*').ToList();
            if (divisor == 0 || value % divisor != 0 || symbols.Split('*').Any(s => s.Length > 0 && !left.Remove(s))) return Unknown;
            result[string.Join('*', left)] = value / divisor;
        }
        return new(result);
    }

    public override string ToString() => _text;

    private static Dimension Combine(Dimension a, Dimension b, long sign)
    {
        if (a._terms is null || b._terms is null) return Unknown;
        var terms = new SortedDictionary<string, long>(a._terms, StringComparer.Ordinal);
        foreach (var (key, value) in b._terms) Add(terms, key, value * sign);
        return terms.Count > MaxTerms ? Unknown : new(terms);
    }

    private static void Add(SortedDictionary<string, long> terms, string key, long value)
    {
        var sum = unchecked(terms.GetValueOrDefault(key) + value);
        if (sum == 0) terms.Remove(key);
        else terms[key] = sum;
    }
}
