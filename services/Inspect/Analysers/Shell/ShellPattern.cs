using System.Text.RegularExpressions;
using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>What a command line looks like that does a certain thing.</summary>
internal sealed record ShellPattern(Rule Rule, Severity Severity, string Does, Regex Regex)
{
    // A language's interpreter runs what comes in only where it is given no program: "| python -m json.tool" formats.
    private const string Interpreter = @"(?:(?:\S*/)?(?:ba|z|da|k|a|c|fi)?sh|source|iex|xargs +(?:-\S+ +)*(?:ba|z|da)?sh)(?:[ ;&)""'`]|$)"
        + @"|(?:\S*/)?(?:python|perl|ruby|node|php|lua|osascript|powershell|pwsh)[\d.]*(?:\.exe)?(?: +-u)?(?: +-)?(?: *$| *[;&)""'`])";
    private const string Prefixed = @"(?:sudo +(?:-\S+ +)*|env +|exec +|nohup +|command +|busybox +|time +|\w+=\S+ +)*";
    private const string Fetcher = @"\b(?:curl|wget|aria2c|lynx|lwp-download|iwr|irm|invoke-webrequest|invoke-restmethod)\b";
    private const string Secret = @"(?:\.ssh/|\bid_(?:rsa|ed25519|ecdsa)\b|\.aws/|\.netrc|\.git-credentials|\.docker/config|\.kube/config|huggingface/token|\.pypirc|\.npmrc|/etc/(?:passwd|shadow)|\.bash_history|/proc/\S*/environ|\.gnupg|wallet\.dat)";
    private const string Token = @"\$\{?(?:HF_TOKEN|HUGGING_?FACE\w*|HUGGINGFACE_HUB_TOKEN|AWS_SECRET\w*|AWS_ACCESS\w*|GITHUB_TOKEN|GH_TOKEN|OPENAI_API_KEY|ANTHROPIC_API_KEY|WANDB_API_KEY|\w*(?:SECRET|PASSWORD)\w*)";

    /// <summary>In the order in which they are told; several may fit one line.</summary>
    public static IReadOnlyList<ShellPattern> All { get; } =
    [
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"/dev/(?:tcp|udp)/"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"\b(?:nc|ncat|netcat)\b[^|;&]* (?:-\w*[ec]\b|--(?:exec|sh-exec))"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"\b(?:nc|ncat|netcat|telnet|openssl +s_client)\b[^;&]*\| *" + Prefixed + @"(?:\S*/)?(?:ba|z|da|k)?sh\b"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"(?:ba|z|da|k)?sh\b[^|;&]*\| *(?:nc|ncat|netcat|telnet|openssl +s_client)\b"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"\bmk(?:fifo|nod)\b.*\b(?:nc|ncat|netcat|telnet|openssl)\b"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"\bsocat\b.*\bexec:|\bexec:.*\bsocat\b"),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"\bfsockopen\s*\(|\bTCPSocket\.(?:new|open)\b|\buse +Socket\s*;.*\bexec\b|/inet/tcp/|TCPClient\s*\("),
        New(ShellRules.Remote, Severity.Critical, "connects a shell to the network", @"socket\.socket\s*\(.*(?:dup2|subprocess|pty\.spawn|os\.system)"),
        New(ShellRules.Remote, Severity.High, "opens a way in from outside", @"\bngrok +tcp\b|\bssh\b.* -\w*R +\d|\bchisel +client\b|\bfrpc\b|\btailscale +up\b.*--auth"),

        New(ShellRules.Decodes, Severity.High, "decodes text and runs it",
            @"(?:base64|openssl +(?:enc|base64)|xxd|base32|uudecode)\b[^|;]*(?:-d\b|-D\b|--decode|-r\b|-\w*d)[^;]*\| *(?:[^|;]*\| *)*" + Prefixed + "(?:" + Interpreter + ")"),
        New(ShellRules.Decodes, Severity.High, "decodes text and runs it", @"(?:rev|tr +\S+ +\S+|gunzip(?: +-\S+)*|gzip +-\w*d\w*|zcat|printf +['""]?\\\S*)\s*\| *" + Prefixed + @"(?:\S*/)?(?:ba|z|da|k)?sh\b"),
        New(ShellRules.Decodes, Severity.High, "decodes text and runs it", @"(?:\beval\b|(?:ba|z|da|k)?sh +-\w*c|python\S* +-c|source|^ *\.) *['""]?(?:\$\(|<+ *\(|`|<<<).*(?:base64|xxd|openssl|base32|\brev\b)"),
        New(ShellRules.Decodes, Severity.High, "decodes text and runs it", @"(?:^|[;&|] *)['""]?(?:\$\(|`)[^)`]*(?:\bbase(?:64|32) +-{1,2}d|\bxxd +-\w*r|\| *rev\b|\$\( *rev\b|`rev\b|\brev *<|\btr +\S+ +\S+)"),
        New(ShellRules.Decodes, Severity.High, "runs an encoded PowerShell command", @"(?:powershell|pwsh)\b.* -(?:e|en|enc|enco\w*|ec)\b +\S{16}|FromBase64String"),
        New(ShellRules.Decodes, Severity.Medium, "feeds printed text to a shell", @"\b(?:echo|printf)\b[^|;]*\| *" + Prefixed + @"(?:\S*/)?(?:ba|z|da|k)?sh\b"),

        New(ShellRules.Downloads, Severity.High, "runs what it downloads", Fetcher + @"[^;]*?\|&? *(?:[^|;]*\|&? *)*" + Prefixed + "(?:" + Interpreter + ")"),
        New(ShellRules.Downloads, Severity.High, "runs what it downloads", @"(?:\beval\b|(?:ba|z|da|k)?sh\b(?: +-\w+)*|python\S*(?: +-\w+)*|perl(?: +-\w+)*|source|(?:^|[;&|] *)\.) +['""]?(?:\$\(|<\(|`|< *<\() *" + Fetcher),
        New(ShellRules.Downloads, Severity.High, "runs what it downloads", @"\b(?:iex|invoke-expression)\b.*(?:iwr|irm|invoke-webrequest|invoke-restmethod|downloadstring|net\.webclient)|downloadstring.*\| *iex"),
        New(ShellRules.Downloads, Severity.High, "runs what it downloads", @"\b(?:certutil\b.*-urlcache|bitsadmin\b.*/transfer|mshta +(?:https?:|javascript:)|regsvr32\b.*/i:http|rundll32\b.*javascript:|msiexec\b.*/i +http)"),
        New(ShellRules.Downloads, Severity.High, "runs what it downloads", Fetcher + @".*(?:&&|;) *(?:sudo +)?(?:chmod +(?:\+x|[0-7]*[1357][0-7]*|a\+x|u\+x|755|777)\b.*(?:&&|;) *(?:sudo +)?(?:\./|/|~/|nohup|bash|sh)|(?:ba|z|da)?sh +\S)"),
        New(ShellRules.Downloads, Severity.Medium, "installs a package straight from an address", @"\bpip[\d.]* +install\b.* http://|\bnpm +(?:i|install)\b.* http://"),

        New(ShellRules.Steals, Severity.Critical, "sends keys or credentials away", Secret + @".*\| *(?:[^|;]*\| *)*(?:curl|wget|nc|ncat|netcat|ssh|telnet|http)\b"),
        New(ShellRules.Steals, Severity.Critical, "sends keys or credentials away", @"\b(?:curl|wget|nc|ncat|scp|rsync|http)\b.*(?:@|=|< *| )['""]?\S*" + Secret + @".*(?:https?:|:|\w\.\w)"),
        New(ShellRules.Steals, Severity.Critical, "sends the environment away", @"(?:^|[;&|(`] *)(?:env|printenv|set|export -p)\b[^;&]*\| *(?:[^|;]*\| *)*(?:curl|wget|nc|ncat|netcat|http)\b"),
        New(ShellRules.Steals, Severity.Critical, "sends the environment away", @"\b(?:curl|wget)\b.*(?:\$\(|`) *(?:env|printenv|cat +/proc/self/environ)\b"),
        New(ShellRules.Steals, Severity.High, "puts a secret into a request", @"\b(?:curl|wget)\b.*(?:-d|--data\S*|-F|--form|--post-data|https?://\S*[?/=])[ =]?\S*" + Token),
        New(ShellRules.Steals, Severity.Critical, "sends keys or credentials away in a name that it looks up", @"(?:^|[\s;&|(`])(?:nslookup|dig|ping|host|drill) .*(?:\$\(|`|\$\{?\w).*" + Secret),
        New(ShellRules.Steals, Severity.High, "tells who and where it runs", @"(?:^|[\s;&|(`])(?:curl|wget|nslookup|dig|ping|host) .*(?:\$\(|`) *(?:whoami|hostname|id|uname +-\w*[an]\w*|ifconfig|ip +a\w*)\b"),

        New(ShellRules.Persists, Severity.High, "edits the schedule of jobs", @"\| *(?:sudo +)?crontab\b|\bcrontab +(?:-u +\S+ +)?(?:-|/|\S*\.txt|\S*cron\S*)(?: |$)|>>? *\S*/etc/cron|\b(?:at|batch) +now\b"),
        New(ShellRules.Persists, Severity.High, "adds a key that may log in", @"(?:>>?|tee(?: +-a)?|cp\b.*|mv\b.*) *\S*authorized_keys"),
        New(ShellRules.Persists, Severity.High, "changes what runs at log-in or boot", @"(?:>>?|tee(?: +-a)?|cp\b.*) *\S*(?:/etc/(?:profile|rc\.local|init\.d/|systemd/|ld\.so\.preload|bash\.bashrc|environment)|autostart/|LaunchAgents/|LaunchDaemons/|site-packages/\S*\.pth|sitecustomize\.py|usercustomize\.py)"),
        New(ShellRules.Persists, Severity.High, "changes what runs at log-in or boot", @"\b(?:schtasks\b.*/create|reg +add\b.*\\run\b|launchctl +load|systemctl +(?:--user +)?enable +/|new-scheduledtask|\bstartup\\\S+)"),
        New(ShellRules.Persists, Severity.High, "adds a user or a password", @"(?:^|[;&|(`] *|\bsudo +)(?:(?:useradd|adduser) (?:.* )?(?:-\w*u *0\b|--uid[ =]0\b|-\w*[Gg] *(?:sudo|root|wheel|0)\b|-\w*p +\S|--password)|chpasswd\b|usermod +-aG +(?:sudo|root|wheel)\b)"),
        New(ShellRules.Persists, Severity.Medium, "adds a user or a password", @"(?:^|[;&|(`] *|\bsudo +)(?:useradd|adduser) +[\w$-]"),

        New(ShellRules.Destroys, Severity.High, "deletes everything it may", @"\brm +(?:-\S+ +)*(?:--no-preserve-root +)?(?:/|/\*|~|~/|~/\*|\$\{?HOME\}?/?\*?|/(?:home|etc|usr|var|root|boot|lib|bin)/?\*?)(?:['"" ;&|)]|$)"),
        New(ShellRules.Destroys, Severity.High, "overwrites a disk", @"\bmkfs(?:\.\w+)? +|\bdd\b.* of=/dev/(?:sd|nvme|hd|vd|mapper)|> */dev/(?:sd|nvme|hd|vd)|\bshred\b.* (?:/dev/|~|/home|/etc)|\bwipefs +-a"),
        New(ShellRules.Destroys, Severity.High, "starts processes without end", @":\(\) *\{ *:\|:& *\} *;"),
        New(ShellRules.Destroys, Severity.High, "deletes everything it may", @"\bfind +(?:/|~|\$HOME)(?: .*)? -delete\b|\bformat +[a-z]: */|\bdel +/\S* .*[a-z]:\\|remove-item\b.*-recurse.*(?:c:\\|\$env:userprofile)"),

        New(ShellRules.Privileges, Severity.High, "lets everybody become somebody else", @"\bchmod +(?:-\S+ +)*(?:[ugo]*\+\w*s|[4267][0-7]{3})\b|>>? *\S*/etc/sudoers|tee\b.*/etc/sudoers|\bsetcap +cap_"),
        New(ShellRules.Privileges, Severity.High, "loads a library into every program", @"\bLD_PRELOAD=\S*(?:/tmp|\./|\.so\b)|\bDYLD_INSERT_LIBRARIES=|/etc/ld\.so\.preload"),
        New(ShellRules.Privileges, Severity.Medium, "switches protection off", @"\bsetenforce +0|\bufw +disable|\biptables +-F|set-mppreference\b.*disable|\bauditctl +-e *0|add-mppreference\b.*exclusion|\bhistory +-c\b|unset +HISTFILE"),
    ];

    private static ShellPattern New(Rule rule, Severity severity, string does, string pattern) =>
        new(rule, severity, does, new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
}
