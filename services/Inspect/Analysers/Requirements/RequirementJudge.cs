using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.PythonSource;

namespace Assay.Inspect.Analysers.Requirements;

/// <summary>Judges one line of what pip is told to install.</summary>
internal static partial class RequirementJudge
{
    // Indices of those who make the packages, and mirrors of the public index.
    private static readonly string[] Indices =
        ["pypi.org", "files.pythonhosted.org", "pythonhosted.org", "download.pytorch.org", "pypi.nvidia.com", "pypi.ngc.nvidia.com", "data.pyg.org", "pytorch-geometric.com", "pypi.tuna.tsinghua.edu.cn", "mirrors.aliyun.com",
         "mirror.baidu.com", "pypi.douban.com", "mirrors.cloud.tencent.com", "repo.huaweicloud.com", "mirrors.ustc.edu.cn", "pypi.mirrors.ustc.edu.cn", "mirror.sjtu.edu.cn", "developer.download.nvidia.com", "repo.radeon.com", "flashinfer.ai",
         "wheels.vllm.ai", "download.openmmlab.com", "dl.fbaipublicfiles.com", "abetlen.github.io", "jllllll.github.io", "pytorch-extension.intel.com", "developer.intel.com", "intel-extension-for-pytorch.s3.amazonaws.com", "aiinfra.pkgs.visualstudio.com",
         "www.paddlepaddle.org.cn", "paddle-wheel.bj.bcebos.com", "paddlepaddle.org.cn", "huggingface.github.io", "unslothai.github.io", "nvidia.github.io", "docs.vllm.ai", "triton-lang.org", "apex-wheels.s3.amazonaws.com", "test.pypi.org", "download.dgl.ai", "data.dgl.ai", "data.rapids.ai", "pip.repos.neuron.amazonaws.com"];

    private static readonly string[] Hosts = ["github.com", "gitlab.com", "huggingface.co", "raw.githubusercontent.com", "codeload.github.com", "objects.githubusercontent.com", "storage.googleapis.com", "bitbucket.org", "gitee.com", "modelscope.cn"];

    public static IEnumerable<(Rule Rule, Severity Severity, string Message)> Judge(string line)
    {
        var text = line.Trim();
        if (text.Length is 0 or > 4000 || text[0] == '#') yield break;
        text = Variable().Replace(text, "");
        foreach (Match match in Option().Matches(text))
        {
            if (Index(match.Groups[1].Value, match.Groups[2].Value.Trim('"', '\'')) is { } found) yield return found;
        }
        if (text.StartsWith("--", StringComparison.Ordinal) || text.StartsWith("-i ", StringComparison.Ordinal) || text.StartsWith("-f ", StringComparison.Ordinal)) yield break;
        if (text.StartsWith("-r", StringComparison.Ordinal) || text.StartsWith("-c", StringComparison.Ordinal))
        {
            if (text.Contains("://", StringComparison.Ordinal)) yield return (RequirementRules.Address, Severity.Medium, $"The list of packages itself is fetched from {Q(text)}.");
            yield break;
        }
        if (Address().Match(text) is { Success: true } address)
        {
            if (Source(address.Value) is { } source) yield return source;
        }
        else if (text.StartsWith("-e", StringComparison.Ordinal) || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal) || text.StartsWith('/') || text.EndsWith(".whl", StringComparison.Ordinal))
            yield return (RequirementRules.Local, text.StartsWith('/') || text.Contains("..", StringComparison.Ordinal) ? Severity.Medium : Severity.Low, $"A package is installed from {Q(text)}.");
        var name = Name().Match(text) is { Success: true } named ? named.Groups[1].Value.ToLowerInvariant().Replace('_', '-').Replace('.', '-') : "";
        if (PackageNames.Shared.IsHostile(name)) yield return (RequirementRules.Malicious, Severity.High, $"'{Q(name)}' is the name of a package that was published to harm.");
        else if (PackageNames.Shared.LooksLike(name) is { } known) yield return (RequirementRules.Squat, Severity.Medium, $"'{Q(name)}' is one letter away from '{known}'.");
    }

    private static (Rule, Severity, string)? Index(string option, string value)
    {
        if (option == "--trusted-host") return Indices.Contains(value.Split(':')[0]) ? null : (RequirementRules.Index, Severity.Medium, $"The certificate of {Q(value)} is not checked.");
        if (!value.Contains("://", StringComparison.Ordinal)) return (option is "-f" or "--find-links") && !value.StartsWith('/') ? null : (RequirementRules.Local, Severity.Low, $"Packages are looked for in {Q(value)}.");
        var host = PythonAddresses.HostOf(value) ?? "";
        if (value.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || PythonAddresses.IsNumber(value))
            return (RequirementRules.Index, Indices.Contains(host) ? Severity.Low : Severity.High, $"Packages come from {Q(value)}, which nothing protects on the way.");
        return Indices.Contains(host) || Hosts.Contains(host) || host.EndsWith(".pytorch.org", StringComparison.Ordinal) || host.EndsWith(".nvidia.com", StringComparison.Ordinal) ? null
            : (RequirementRules.Index, Severity.Medium, $"Packages come from {Q(value)}, which is not the public index.");
    }

    private static (Rule, Severity, string)? Source(string address)
    {
        var bare = address.StartsWith("git+", StringComparison.Ordinal) || address.StartsWith("hg+", StringComparison.Ordinal) || address.StartsWith("svn+", StringComparison.Ordinal) ? address[(address.IndexOf('+', StringComparison.Ordinal) + 1)..] : address;
        var host = PythonAddresses.HostOf(bare) ?? "";
        if (bare.StartsWith("file:", StringComparison.OrdinalIgnoreCase)) return (RequirementRules.Local, Severity.Low, $"A package is installed from {Q(address)}.");
        if (bare.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || bare.StartsWith("git://", StringComparison.OrdinalIgnoreCase) || PythonAddresses.IsNumber(bare))
            return (RequirementRules.Address, PythonAddresses.IsNumber(bare) ? Severity.High : Severity.Medium, $"A package comes from {Q(address)}, which nothing protects on the way.");
        var isKnown = Hosts.Contains(host) || Indices.Contains(host);
        if (isKnown && bare.Contains("pypi", StringComparison.Ordinal)) return null;
        return (RequirementRules.Address, isKnown ? Severity.Low : Severity.Medium, isKnown ? $"A package comes from {Q(address)}." : $"A package comes from {Q(address)}, which is none of the usual places.");
    }

    private static string Q(string text) => EvidenceText.Quote(text, 140);

    [GeneratedRegex(@"(--index-url|--extra-index-url|--find-links|--trusted-host|--pypi-url|(?:^| )-i|(?:^| )-f)[ =]+(\S+)", RegexOptions.NonBacktracking)]
    private static partial Regex Option();

    [GeneratedRegex(@"(?:git|hg|svn|bzr)\+[a-z+]+://\S+|(?:https?|ftp|git|file)://\S+|(?:git\+)?git@\S+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"^(?:-e +)?([A-Za-z0-9][A-Za-z0-9._-]*)(?:\s|[\[=<>~!;@#,]|$)", RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"\$\{[A-Z_]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
