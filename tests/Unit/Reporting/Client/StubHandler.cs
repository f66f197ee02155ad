namespace Assay.Tests.Unit.Reporting.Client;

/// <summary>Answers requests from a list, in order, and keeps them.</summary>
internal sealed class StubHandler(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<HttpRequestMessage> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(answers[Math.Min(Requests.Count, answers.Length) - 1](request));
    }
}
