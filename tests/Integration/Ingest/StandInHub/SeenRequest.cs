namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>A request as it arrived.</summary>
public sealed record SeenRequest(
    bool AtDownloadHost, string PathAndQuery, string? Authorization, string? Range, string? IfRange, string UserAgent, string AcceptEncoding);
