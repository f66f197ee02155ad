namespace Assay.Reporting.Reports.Html;

/// <summary>What is around the content: the head with the style sheet, and the end.</summary>
internal static class HtmlPage
{
    /// <summary>Nothing is fetched and nothing runs: one style sheet within the page is all that is allowed.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private static readonly Lazy<string> Style = new(ReadStyle);

    public static string Head(string title) =>
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + $"<title>{HtmlText.Safe(title)}</title>\n<style>\n{Style.Value}</style>\n</head>\n<body>\n<main>\n";

    public const string End = "</main>\n</body>\n</html>\n";

    private static string ReadStyle()
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream("report.css")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
