using System.Net;
using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.PythonSource;

/// <summary>What an address says about who is called.</summary>
internal static partial class PythonAddresses
{
    private static readonly string[] Collectors =
        ["discord.com/api/webhooks", "discordapp.com/api/webhooks", "api.telegram.org/bot", "webhook.site", "requestbin", "pipedream.net", "ngrok.io", "ngrok.app", "ngrok-free", "burpcollaborator", "oastify.com",
         ".oast.", "interact.sh", "interactsh", "pastebin.com", "paste.ee", "hastebin", "transfer.sh", "file.io", "anonfiles", "gofile.io", "duckdns.org", "no-ip.", "dnslog", "ceye.io", "canarytokens", ".onion",
         "serveo.net", "trycloudflare.com", "localhost.run", "beeceptor.com", "hookbin", "ipinfo.io", "api.ipify.org", "rentry.co", "ghostbin", "hooks.slack.com", "loca.lt"];

    // Services that models are honestly served by and with; what they get is what they are for.
    private static readonly string[] Services =
        ["huggingface.co", "hf.co", "hf-mirror.com", "openai.com", "anthropic.com", "googleapis.com", "google.com", "azure.com", "amazonaws.com", "cohere.ai", "cohere.com", "mistral.ai", "replicate.com", "together.xyz", "github.com",
         "githubusercontent.com", "wikipedia.org", "wikimedia.org", "cocodataset.org", "pytorch.org", "wandb.ai", "deepseek.com", "groq.com", "aliyuncs.com", "modelscope.cn", "baidu.com", "gradio.live", "gradio.app", "nvidia.com", "microsoft.com", "jina.ai", "serpapi.com", "stability.ai", "elevenlabs.io"];

    public static bool IsCollector(string url) => Collectors.Any(c => url.Contains(c, StringComparison.OrdinalIgnoreCase));

    public static bool IsService(string url) => HostOf(url) is { } host && Services.Any(s => host.Equals(s, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + s, StringComparison.OrdinalIgnoreCase));

    /// <summary>True where the host is a number: nobody vouches for it, and no certificate is checked against a name.</summary>
    public static bool IsNumber(string url) => HostOf(url) is { } host && (IPAddress.TryParse(host, out _) || uint.TryParse(host, out _));

    public static bool IsCode(string url) => CodeFile().IsMatch(url);

    public static string? HostOf(string url)
    {
        var match = Host().Match(url);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/@\s]*@)?\[?([^/:?#\s\]]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Host();

    [GeneratedRegex(@"\.(?:py|sh|so|exe|dll|ps1|bat|bin|elf|pyc|js|vbs|whl)(?:$|[?#])|/raw/", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex CodeFile();
}
