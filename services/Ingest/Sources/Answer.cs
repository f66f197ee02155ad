using System.Diagnostics.CodeAnalysis;
using Assay.Domain.Tasks;

namespace Assay.Ingest.Sources;

/// <summary>What a source was asked for, or why it could not be had.</summary>
public readonly record struct Answer<T> where T : class
{
    internal Answer(T? value, TaskFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public TaskFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Value is not null;

    public static implicit operator Answer<T>(TaskFailure failure) => new(null, failure);
}
