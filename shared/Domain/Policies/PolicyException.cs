namespace Assay.Domain.Policies;

/// <summary>A policy that cannot be used; <see cref="Errors"/> lists everything that is wrong, each with its line where it is known.</summary>
public sealed class PolicyException(IReadOnlyList<string> errors) : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
