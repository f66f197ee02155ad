using System.Diagnostics.CodeAnalysis;

namespace Assay.Reporting.Client;

/// <summary>Either an answer or a failure.</summary>
public sealed record ApiResult<T>
    where T : class
{
    private ApiResult(T? value, ApiFailure? failure) => (Value, Failure) = (value, failure);

    public T? Value { get; }

    public ApiFailure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    public static implicit operator ApiResult<T>(T value) => new(value, null);

    public static implicit operator ApiResult<T>(ApiFailure failure) => new(null, failure);
}
