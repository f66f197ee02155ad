using System.Text.RegularExpressions;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Notebook;

/// <summary>Judges script in pages, images and saved outputs.</summary>
internal static partial class PageJudge
{
    private static readonly string[] Libraries =
        ["cdn.plot.ly", "cdnjs.cloudflare.com", "unpkg.com", "cdn.jsdelivr.net", "ajax.googleapis.com", "www.gstatic.com", "fonts.googleapis.com", "cdn.bokeh.org", "cdn.pydata.org", "code.jquery.com", "d3js.org", "mathjax.org", "cdn.mathjax.org",
         "polyfill.io", "esm.sh", "kit.fontawesome.com", "maxcdn.bootstrapcdn.com", "stackpath.bootstrapcdn.com", "colab.research.google.com", "ssl.gstatic.com", "cdn.tailwindcss.com", "gradio.s3-us-west-2.amazonaws.com", "huggingface.co", "cdn.datatables.net"];

    public static void Examine(string page, string place, long offset, bool isScript, SourceFindings findings, bool isPage = false)
    {
        if (Attack().Match(page) is { Success: true } attack)
            findings.Add(NotebookRules.Attack, Severity.High, offset, $"{place} acts on whoever opens it.", Evidence.Quoted("script", Around(page, attack)));
        if (!isScript)
        {
            if (Handler().Match(page) is { Success: true } handler)
            {
                // In a page of one's own, a handler that only calls a function of that page is how pages are written.
                var isGrave = Handlers(page).Any(h => Sends().IsMatch(h) || (!isPage && Call().IsMatch(h)));
                findings.Add(NotebookRules.Foreign, isGrave ? Severity.High : isPage ? Severity.Low : Severity.Medium, offset, $"{place} has a handler that runs script when the page is shown.", Evidence.Quoted("script", Around(page, handler)));
            }
            foreach (Match source in Source().Matches(page))
            {
                var host = source.Groups[1].Value;
                if (!Libraries.Any(l => host.EndsWith(l, StringComparison.OrdinalIgnoreCase))) findings.Add(NotebookRules.Foreign, Severity.Medium, offset, $"{place} loads script from {EvidenceText.Quote(host, 80)}.", Evidence.Quoted("script", source.Value));
            }
            if (Frame().Match(page) is { Success: true } frame) findings.Add(NotebookRules.Foreign, Severity.Medium, offset, $"{place} leads elsewhere by itself.", Evidence.Quoted("markup", Around(page, frame)));
        }
        if (isScript || page.Contains("<script", StringComparison.OrdinalIgnoreCase))
        {
            if (Beacon().Match(page) is { Success: true } beacon && !Libraries.Any(l => beacon.Value.Contains(l, StringComparison.OrdinalIgnoreCase)))
                findings.Add(NotebookRules.Attack, Severity.High, offset, $"{place} calls another host.", Evidence.Quoted("script", Around(page, beacon)));
            findings.Add(NotebookRules.Active, Severity.Low, offset, $"{place} holds script.");
        }
    }

    // What each handler would do: the rest of its tag.
    private static IEnumerable<string> Handlers(string page)
    {
        foreach (Match match in Handler().Matches(page).Take(500))
        {
            var begin = match.Index + match.Length;
            var end = page.IndexOf('>', begin);
            // An arrow is no end.
            while (end > 0 && page[end - 1] == '=') end = page.IndexOf('>', end + 1);
            yield return page[Math.Max(match.Index, begin - 20)..Math.Min(end < 0 ? page.Length : end, begin + 2000)];
        }
    }

    private static string Around(string page, Match match) => page[Math.Max(0, match.Index - 20)..Math.Min(page.Length, match.Index + 200)];

    [GeneratedRegex(@"kernel\s*\.\s*execute\s*\(|IPython\.notebook\.kernel|requestExecute|(?:fetch|sendBeacon|\.src|\.open|\.href|location|\.send)\s*[=(][^;\n]*document\.cookie|eval\s*\(\s*(?:atob|unescape|String\.fromCharCode)|Function\s*\(\s*atob|localStorage\.getItem\s*\(\s*['""]\w*(?:token|key|auth)|/api/(?:terminals|contents|kernels)\b|google\.colab\.kernel\.invokeFunction\s*\(\s*['""](?:eval|exec|system)|ActiveXObject\s*\(\s*['""](?:WScript|Shell\.|Scripting|ADODB)|WScript\.Shell", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Attack();

    [GeneratedRegex(@"<(?:img|svg|body|iframe|video|audio|input|details|object|embed|marquee|a|div|style|link|source|math|form|button|select|textarea)\b[^>]*\son(?:error|load|mouseover|focus|toggle|begin|pageshow|animationstart)\s*=|href\s*=\s*['""]?\s*javascript:\s*[^v\s;]|src\s*=\s*['""]?\s*(?:javascript|data:text/html)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Handler();

    [GeneratedRegex(@"fetch\s*\(|XMLHttpRequest|eval\s*\(|atob\s*\(|import\s*\(|sendBeacon|location|document\.|new\s+Image", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Call();

    [GeneratedRegex(@"fetch\s*\(|XMLHttpRequest|eval\s*\(|atob\s*\(|import\s*\(|sendBeacon|new\s+Image|document\.cookie|kernel", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Sends();

    [GeneratedRegex(@"<script[^>]+src\s*=\s*['""]?(?:https?:)?//([^/'""\s>]+)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Source();

    [GeneratedRegex(@"<meta[^>]+http-equiv\s*=\s*['""]?refresh[^>]+url\s*=\s*['""]?\s*(?:https?:|javascript:|data:)", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Frame();

    [GeneratedRegex(@"(?:fetch|sendBeacon|\.open)\s*\(\s*(?:['""`](?:GET|POST|PUT)['""`]\s*,\s*)?['""`](?:https?:|wss?:)?//[^'""`]+|new\s+WebSocket\s*\(\s*['""`]wss?://|new\s+Image\s*\(\s*\)\s*\.\s*src\s*=\s*['""`]https?:", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Beacon();
}
