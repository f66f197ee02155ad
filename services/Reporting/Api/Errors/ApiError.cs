namespace Assay.Reporting.Api.Errors;

/// <summary>A request that cannot be served, as a value; becomes <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">One sentence for a person: what is wrong and what to do.</param>
/// <param name="RetryAfter">When the same request may succeed; null where it will not.</param>
internal sealed record ApiError(int Status, string Detail, TimeSpan? RetryAfter = null)
{
    /// <summary>Further members of the answer, for programs.</summary>
    public IReadOnlyDictionary<string, object?>? Facts { get; init; }

    public static ApiError BadRequest(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static ApiError NotFound(string what, Guid id) => new(StatusCodes.Status404NotFound, $"There is no {what} with the id {id}.");

    public IResult ToResult() => new ApiErrorResult(this);
}
