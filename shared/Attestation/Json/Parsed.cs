using System.Diagnostics.CodeAnalysis;

namespace Assay.Attestation.Json;

/// <summary>A value that was read from untrusted bytes, or the reason why there is none.</summary>
/// <param name="Value">Null: it could not be read.</param>
/// <param name="Reason">A sentence that says what is wrong and where; null where there is a value.</param>
public readonly record struct Parsed<T>(T? Value, string? Reason)
    where T : class
{
    /// <summary>True: <see cref="Value"/> is there; else <see cref="Reason"/> is.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsOk => Value is not null;

    /// <summary>What was read.</summary>
    public static implicit operator Parsed<T>(T value) => new(value, null);
}

/// <summary>Makes the two outcomes.</summary>
public static class Parsed
{
    /// <summary>It was read.</summary>
    public static Parsed<T> Ok<T>(T value)
        where T : class => new(value, null);

    /// <summary>It could not be read.</summary>
    public static Parsed<T> Failed<T>(string reason)
        where T : class => new(null, reason);
}
