using System.Diagnostics.CodeAnalysis;

namespace Assay.OnnxGraph.Model;

/// <summary>What was asked for, or the reason why there is none.</summary>
/// <typeparam name="T">What was asked for.</typeparam>
public sealed record Outcome<T>
    where T : class
{
    private Outcome(T? value, string? reason) => (Value, Reason) = (value, reason);

    public T? Value { get; }

    /// <summary>What failed, on what, and what to do next; names from the model in it are untrusted. Null where it succeeded.</summary>
    public string? Reason { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool Succeeded => Value is not null;

    internal static Outcome<T> Refused(string reason) => new(null, reason);

    /// <summary>Runs a step and gives its refusal as the reason.</summary>
    internal static Outcome<T> Of(Func<T> step)
    {
        try
        {
            return new(step(), null);
        }
        catch (GraphRefusal refusal)
        {
            return new(null, refusal.Message);
        }
        catch (OverflowException)
        {
            return new(null, "The model has numbers that are too large for a tensor's size.");
        }
    }
}
