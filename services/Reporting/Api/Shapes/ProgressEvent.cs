namespace Assay.Reporting.Api.Shapes;

/// <summary>The data of a server-sent event: <c>progress</c> while something may still happen, <c>completed</c> once, at the end.</summary>
/// <param name="Subject"><c>run</c> or <c>scan</c>.</param>
/// <param name="Progress">How far it is.</param>
public sealed record ProgressEvent(string Subject, ProgressView Progress);
