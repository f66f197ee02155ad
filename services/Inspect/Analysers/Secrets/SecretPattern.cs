using System.Text.RegularExpressions;

namespace Assay.Inspect.Analysers.Secrets;

/// <summary>The shape of one kind of credential.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Start">Bytes with which every one begins; searched for first.</param>
/// <param name="Shape">The whole; the first group is the secret.</param>
/// <param name="MinimumEntropy">Bits for each character, below which it is a placeholder.</param>
internal sealed record SecretPattern(string Name, string Start, Regex Shape, double MinimumEntropy)
{
    public static IReadOnlyList<SecretPattern> All { get; } =
    [
        New("a token of Hugging Face", "hf_", @"^(hf_[A-Za-z0-9]{34,40})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("an organisation token of Hugging Face", "api_org_", @"^(api_org_[A-Za-z0-9]{34})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("an access key of AWS", "AKIA", @"^(AKIA[A-Z2-7]{16}|AKIA[A-Z0-9]{16})(?:[^A-Za-z0-9_]|$)", 3.0),
        New("a temporary access key of AWS", "ASIA", @"^(ASIA[A-Z0-9]{16})(?:[^A-Za-z0-9_]|$)", 3.3),
        New("a token of GitHub", "ghp_", @"^(ghp_[A-Za-z0-9]{36})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("a token of GitHub", "gho_", @"^(gho_[A-Za-z0-9]{36})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("a token of GitHub", "ghs_", @"^(ghs_[A-Za-z0-9]{36})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("a token of GitHub", "ghu_", @"^(ghu_[A-Za-z0-9]{36})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("a token of GitHub", "github_pat_", @"^(github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})(?:[^A-Za-z0-9_]|$)", 3.5),
        New("a token of GitLab", "glpat-", @"^(glpat-[A-Za-z0-9_-]{20})(?:[^A-Za-z0-9_-]|$)", 3.3),
        New("a key of OpenAI", "sk-", @"^(sk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[A-Za-z0-9_-]{20,})(?:[^A-Za-z0-9_-]|$)", 3.8),
        New("a key of OpenAI", "sk-proj-", @"^(sk-proj-[A-Za-z0-9_-]{40,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a key of OpenAI", "sk-", @"^(sk-[A-Za-z0-9]{48})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a key of Anthropic", "sk-ant-", @"^(sk-ant-(?:api|admin|oat)\d{2}-[A-Za-z0-9_-]{60,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a key of OpenRouter", "sk-or-v1-", @"^(sk-or-v1-[0-9a-f]{64})(?:[^0-9a-f]|$)", 3.2),
        New("a token of Slack", "xox", @"^(xox[abprs]-[0-9]{8,14}-[A-Za-z0-9-]{20,})(?:[^A-Za-z0-9-]|$)", 3.3),
        New("an address of Slack that takes messages", "hooks.slack.com/services/", @"^(hooks\.slack\.com/services/T[A-Z0-9]{8,12}/B[A-Z0-9]{8,12}/[A-Za-z0-9]{24})(?:[^A-Za-z0-9]|$)", 3.8),
        New("an address of Discord that takes messages", "discord.com/api/webhooks/", @"^(discord\.com/api/webhooks/\d{17,20}/[A-Za-z0-9_-]{60,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a key of Google", "AIza", @"^(AIza[A-Za-z0-9_-]{35})(?:[^A-Za-z0-9_-]|$)", 3.8),
        New("a token of Google", "ya29.", @"^(ya29\.[A-Za-z0-9_-]{60,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a key of Stripe", "sk_live_", @"^(sk_live_[A-Za-z0-9]{24,})(?:[^A-Za-z0-9]|$)", 3.5),
        New("a token of PyPI", "pypi-AgE", @"^(pypi-AgE[A-Za-z0-9_-]{60,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a token of npm", "npm_", @"^(npm_[A-Za-z0-9]{36})(?:[^A-Za-z0-9]|$)", 3.5),
        New("a key of Groq", "gsk_", @"^(gsk_[A-Za-z0-9]{52})(?:[^A-Za-z0-9]|$)", 4.0),
        New("a token of Replicate", "r8_", @"^(r8_[A-Za-z0-9]{37})(?:[^A-Za-z0-9]|$)", 3.8),
        New("a key of SendGrid", "SG.", @"^(SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a token of DigitalOcean", "dop_v1_", @"^(dop_v1_[0-9a-f]{64})(?:[^0-9a-f]|$)", 3.2),
        New("a key of NVIDIA", "nvapi-", @"^(nvapi-[A-Za-z0-9_-]{60,70})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a signed web token", "eyJ", @"^(eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{32,})(?:[^A-Za-z0-9_-]|$)", 4.0),
        New("a token of Telegram", ":AA", @"^(:AA[A-Za-z0-9_-]{33})(?:[^A-Za-z0-9_-]|$)", 4.2),
    ];

    private static SecretPattern New(string name, string start, string shape, double entropy) => new(name, start, new(shape, RegexOptions.NonBacktracking), entropy);
}
