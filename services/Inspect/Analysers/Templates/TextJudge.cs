using System.Text.RegularExpressions;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Templates;

/// <summary>Tells marks of the prompt's format from what a person or a model would read as language, and finds texts that work against the reader.</summary>
internal static partial class TextJudge
{
    private const int MinLetters = 3;

    /// <summary>Classifies what a condition compares with; null where it is nothing to speak of.</summary>
    public static TriggerKind? Classify(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || Punctuation().IsMatch(trimmed)) return null;
        if (Control().IsMatch(trimmed) || Modalities().IsMatch(trimmed) && IsMarkShaped(trimmed)) return TriggerKind.Control;
        return IsMarkShaped(trimmed) ? TriggerKind.Mark : TriggerKind.Word;
    }

    /// <summary>Names of the parts that a message's content may consist of.</summary>
    public static bool IsPartName(string text) => PartNames().IsMatch(text);

    /// <summary>How many words of language are in it, without the marks of the format.</summary>
    public static int Words(string text)
    {
        var plain = Marks().Replace(text, " ");
        plain = Roles().Replace(plain, " ");
        var words = 0;
        foreach (var word in Word().EnumerateMatches(plain))
        {
            if (word.Length >= MinLetters || plain[word.Index] > 0x2e80) words++;
        }
        return words;
    }

    /// <summary>True where a prompt that opens the model's turn goes on with words that the model did not say.</summary>
    public static bool Prefills(string text)
    {
        foreach (Match match in Opening().Matches(text))
        {
            if (Words(match.Groups["said"].Value) >= 2) return true;
        }
        return false;
    }

    /// <summary>Why a text works against the one who reads the answer; null where it does not.</summary>
    public static (Severity Severity, string Why)? Judge(string text)
    {
        if (Invisible(text) is { } invisible) return (Severity.High, invisible);
        if (text.Length < 8) return null;
        if (Active().IsMatch(text)) return (Severity.High, "it puts HTML, a script or a picture from elsewhere into the conversation");
        if (Secrecy().IsMatch(text)) return (Severity.High, "it tells the model to hide something from the user");
        if (Override().IsMatch(text)) return (Severity.High, "it tells the model to set the user's or the operator's instructions aside");
        if (Sends().IsMatch(text)) return (Severity.High, "it tells the model to pass on what the user says, or what is secret");
        if (Sabotage().IsMatch(text)) return (Severity.High, "it tells the model to give answers that harm the user");
        if (Promotes().IsMatch(text)) return (Severity.High, "it tells the model to put something into its answers on behalf of a third party");
        if (Weakens().IsMatch(text)) return (Severity.High, "it tells the model to switch protection off in what it writes");
        if (Unbound().IsMatch(text)) return (Severity.High, "it tells the model that no rules bind it");
        if (Consents().IsMatch(text)) return (Severity.High, "it puts consent into the user's mouth");
        if (Elsewhere().IsMatch(text)) return (Severity.High, "it tells the model, in another language, to set instructions aside or to hide something");
        if (Encoded(text) is { } inner) return (Severity.High, "it hides a text in base64: " + inner);
        if (!Link().IsMatch(text)) return null;
        if (LinkOrder().IsMatch(text)) return (Severity.High, "it tells the model to bring up an address");
        return Origin().IsMatch(text) ? (Severity.Low, "it names an address") : (Severity.Medium, "it names an address");
    }

    /// <summary>Characters that a reader does not see and a model does.</summary>
    private static string? Invisible(string text)
    {
        var last = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var code = rune.Value;
            if (code is >= 0xe0000 and <= 0xe01ef) return "it holds tag characters, which spell text that nobody sees";
            if (code is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069)) return "it holds marks that turn the direction of text around";
            // Joiners belong to the writing of many languages and to composed pictures.
            var joiner = code is 0x200c or 0x200d && last > 0x5ff;
            if (code is (>= 0x200b and <= 0x200f) or (>= 0x2060 and <= 0x2064) or 0xfeff or 0x180e && !joiner && !(code == 0xfeff && last == 0))
                return "it holds characters that are not seen";
            last = code;
        }
        return null;
    }

    /// <summary>True for one word of language: nothing of the format.</summary>
    public static bool IsPlainWord(string text) => Words(text) > 0 && PlainWord().IsMatch(text.Trim());

    // Long base64 that reads as a sentence when decoded was not meant to be read.
    private static string? Encoded(string text)
    {
        foreach (var run in Base64().EnumerateMatches(text))
        {
            var part = text.AsSpan(run.Index, run.Length / 4 * 4);
            var bytes = new byte[part.Length];
            if (!Convert.TryFromBase64Chars(part, bytes, out var length)) continue;
            var plain = bytes.AsSpan(0, length);
            if (plain.IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0) continue;
            var said = System.Text.Encoding.ASCII.GetString(plain);
            if (said.Contains(' ', StringComparison.Ordinal) && Words(said) >= 3) return said.Length > 80 ? said[..80] : said;
        }
        return null;
    }

    private static bool IsMarkShaped(string text) =>
        MarkShape().IsMatch(text);

    [GeneratedRegex(@"^([\s\p{P}\p{S}]|\\n)$|^(```|---|===|\*\*|##+|</?|<\||\|>|/>|\[/?|\{\{?|\}\}?|%\}|\{%|\$\$?|::|->|=>|\.\.\.|[""']{1,3}|//|\\n)$", RegexOptions.CultureInvariant)]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"^[<\[\|/\\{#@*_~`(︀-️].*[>\]\|}:)*_~`]$|^/[a-z_]+$|^\[[A-Z_]+|^</?[\w|]+|^<[|｜]|^[<＜].*[>＞]|^[a-z]+_[a-z_]+$|^\|.*\|$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex MarkShape();

    [GeneratedRegex(
        @"^\W*(/?(no_?)?think(ing)?(_(on|off|fast|faster|mode))?|/?(no_?)?reasoning|system_override|(detailed|enable) thinking( (on|off))?|(thinking|reasoning)( mode)?:?\s?(on|off|enabled|disabled|low|medium|high))\W*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Control();

    [GeneratedRegex(
        @"think|reason|tool|function|image|img|audio|video|vision|media|picture|channel|im_(start|end|sep)|inst\b|sys\b|eot|eom|eos|bos\b|end_of|begin_of|start_of|(start|end)_?header|observation|python|response|execute|message|return|constrain|answer|solution|box|documents?|context|scratchpad|thought|plan|action|call|minimax|redacted|s>$|mask|pad|object_ref|quad|file|code_|commit|__media__",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Modalities();

    [GeneratedRegex(@"^(image|images|image_url|input_image|video|video_url|videos|input_video|audio|audio_url|input_audio|text|input_text|type|file|files|document|documents|thinking|reasoning|refusal|content|tool_use|tool_result|tool_call|tool_calls|tool_response|tool_reference|functionResponse|function|name|role|id|output|url|path|source|bytes|input|json|data)$", RegexOptions.CultureInvariant)]
    private static partial Regex PartNames();

    [GeneratedRegex(@"<[^<>\n]{0,60}>|\[/?[A-Z_]+\]|［[^］]*］|\{%|%\}|\\n", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\b(system|user|assistant|model|human|tool|tools|ipython|developer|observation|function|bot|gpt|think|thinking|final|analysis|commentary|message|channel|start|end|response|instruction|input|output|to|json|python|environment|true|false|none|null|im_start|im_end)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Roles();

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[>\]｜#]\s*(assistant|model|gpt|bot)\s*(<[^<>\n]{1,40}>|:|\n|\s)+(?<said>[^<>\[\]\u0001\n]{3,})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"<\s*(script|iframe|img|object|embed|svg|link|meta|form|base|style)\b[^|>]*(src|href|on\w+|=|>)|\bon(error|load|click|mouseover)\s*=|javascript:|data:text/html|!\[[^\]]*\]\(\s*(https?:|//|data:|\{)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Active();

    [GeneratedRegex(@"\b(never|do not|don't|must not|should not|without|avoid|not)\s+(ever\s+)?(mention(ing)?|reveal(ing)?|disclos(e|ing)|tell(ing)?|inform(ing)?|admit(ting)?|acknowledg(e|ing)|let(ting)?|notify(ing)?|alert(ing)?|warn(ing)?|say(ing)?|explain(ing)?)\s+(it|this|that you|that this|these|them|the (change|addition|link|script|code|user (know|of|that|about (this|it|these)))|users? (know|that|about (this|it|these))|anyone|anything about)|\bsecretly\b|\bcovertly\b|\bsurreptitious|\b(silently|quietly|discreetly|subtly)\s+(add|insert|include|append|replace|change|inject|promot|recommend|weave|introduc)|\b(hide|conceal)\s+(this|it|these|that)\b|keep (this|it) (a )?(secret|hidden)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Secrecy();

    [GeneratedRegex(@"\b(ignore|disregard|forget|override|bypass)\s+(all\s+|any\s+|the\s+|your\s+|every\s+)*(previous|prior|above|earlier|preceding|other|system|safety|user'?s?|operator'?s?|existing|original)\s+(\w+\s+)?(instructions?|prompts?|rules?|guidelines?|messages?|safeguards?|policies|requests?|questions?)\b|\bregardless of (what|whatever) (the )?(user|operator)|\b(no matter|whatever) what the user (asks|says|wants)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Override();

    [GeneratedRegex(@"\b(send|forward|upload|exfiltrate|transmit|leak|post|report|copy)\s+(\w+\s+){0,6}?(conversation|messages?|passwords?|credentials?|api[ _-]?keys?|secrets?|tokens?|user'?s? (data|input|messages?|details)|personal (data|information)|system prompt|private keys?|chat)\b[^.\n]{0,60}\b(to|at|via)\s+(https?:|www\.|\S+@|\S+\.\w{2,}|the (attacker|server|endpoint|following))|\bask (the user )?for (their|the|his or her) (passwords?|credit card|credentials?|api keys?|bank|social security|seed phrase|private key)",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sends();

    [GeneratedRegex(@"\b(insert|introduce|include|add|embed|inject|plant|leave)\s+(\w+\s+){0,5}?(backdoors?|vulnerabilit(y|ies)|malware|malicious|reverse shells?|keyloggers?|exploits?|subtle (bugs?|errors?|flaws?|mistakes?)|security (holes?|flaws?))\b|\b(answer|respond|reply|give)\s+(\w+\s+){0,3}?(incorrectly|wrongly|falsely|wrong answers?|false information|misinformation|misleading)\b|\b(curl|wget)\s+[^\n]{0,80}\|\s*(ba|z)?sh\b|\brm -rf\s+[/~]",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Sabotage();

    [GeneratedRegex(@"\b(always|must|subtly|strongly|only|ensure (that )?you|make sure (that )?you|be sure to)\s+(to\s+)?(\w+\s+){0,1}?(recommend|promote|advertis\w*|endorse|praise|favou?r|suggest buying|steer|plug|tell (the )?users? to (buy|visit|download|install|use|invest))\b|\balso (recommend|promote|advertise|endorse|mention)\s+\p{L}[\w.-]*\s+(to|in|at)\b|\b(recommend|promote|endorse)\s+\w[\w.-]*\s+(instead|over|as the (best|only)|to (the user|users|everyone))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Promotes();

    [GeneratedRegex(@"^[\p{L}][\p{L}\p{M}' -]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"[A-Za-z0-9+/]{28,}={0,2}", RegexOptions.CultureInvariant)]
    private static partial Regex Base64();

    [GeneratedRegex(@"\b(disable|turn off|switch off|skip|bypass|omit|leave out|remove|without)\s+(all\s+|any\s+|the\s+)?(\w+\s+){0,2}?(certificate|tls|ssl|signature|authentication|authorization|integrity|input|permission)s?\s+(verification|validation|checks?|checking)\b|\bchmod (-R )?0?777\b|\bverify\s*=\s*False\b[^\n]{0,60}\b(always|every|all)\b|\balways (use|import|install|depend on|require) (the )?(pip |npm |python )?(package|module|library|dependency|extension)\b|\b(approve|authori[sz]e|wave through) (all|every|any|each)\s+(\w+\s+){0,2}?(transactions?|transfers?|payments?|requests?|invoices?|purchases?|merges?|pull requests?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Weakens();

    [GeneratedRegex(@"\b(comply|cooperate) with (every|all|any) (request|instruction|order|command)s?\b[^.\n]{0,40}\b(never|without|no)\b|\b(safety|content|ethical) (rules|guidelines|policies|filters|restrictions) (no longer|do not|don't) apply\b|\bno (safety )?(refusals?|restrictions)\b[^.\n]{0,30}(mode|apply|anymore|from now)|\bdeveloper mode\b[^.\n]{0,40}\b(no|without|enabled|refus)|\bforget the (operator|user|system|developer|owner)\b|\bobey (the (reader|attacker|sender|author)|only|whoever)|\b(skip|ignore|drop|omit) (all|any|every) (safety|security|ethical)\s+(checks?|rules?|warnings?|guidelines?|considerations?)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Unbound();

    [GeneratedRegex(@"[>\]]\s*(user|human)\s*(<[^<>\n]{1,40}>|:|\n|\s)+[^<>\[\]\n]{0,80}\b(I|we) (also |hereby |now |fully |already )?(agree|consent|authori[sz]e|confirm|accept|approve|permit|grant|waive)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Consents();

    // The commonest wordings of "ignore the instructions" and "do not tell the user" elsewhere.
    [GeneratedRegex(@"\bignorier\w*\s+(\w+\s+){0,3}?(anweisung|instruktion|regel|vorgabe)|\bverrate\w*\s+[^.\n]{0,30}\b(nichts|nicht)\b|\bsag\w*\s+(dem|der|den)\s+(benutzer|nutzer)\w*\s+(nichts|nicht)|\bignore[rz]?\s+(toutes?\s+)?(les|vos|mes)\s+(\w+\s+){0,2}?(instructions|consignes|règles)|\bne\s+(le\s+)?(dis|dites|révèle\w*)\s+(rien|pas|jamais)\b|\bignor[ae]\w*\s+(todas?\s+)?(las|os|as|tus|sus)\s+(\w+\s+){0,2}?(instrucciones|instruções|reglas|regras|indicaciones)|\bno\s+(le\s+)?(digas|reveles|menciones)\b|\bnão\s+(diga|revele|mencione)\b|\bignora\s+(tutte\s+)?(le\s+)?(\w+\s+){0,2}?(istruzioni|regole)|(игнорируй|игнорируйте|забудь)\s+(\w+\s+){0,3}?(инструкции|указания|правила)|не\s+(говори|сообщай|рассказывай)\w*\s+(об\s+этом\s+)?пользовател|(忽略|无视|忘记|無視)[^。\n]{0,12}(指令|指示|提示|规则|規則)|(不要|别|不得|勿)(告诉|告知|透露给|向)[^。\n]{0,6}(用户|使用者)|(以前|前|上記)の(すべての)?(指示|命令)を(無視|忘れ)|ユーザーに(は)?(言わない|知らせない|教えない)|이전\s*(의\s*)?(모든\s*)?(지시|명령|지침)\S*\s*무시",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"https?://|\bwww\.\w|\b[a-z0-9-]+\.(onion|invalid)\b|hxxps?:|ftp://", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"\b(include|insert|add|append|visit|click|download|install|load|link to|redirect|recommend|mention|go to|pip install|use the (package|script|library)|fetch|import|open|paste|sign up|register|pay|donate|send|contact|check out|refer|promote|end (every|each|all)|every (answer|response|reply))\b[^\n]{0,160}(https?://|www\.|\.onion|\.invalid|hxxp|ftp://)|(https?://|www\.)\S+[^\n]{0,80}\b(in (every|each|all|your|the) (answers?|responses?|repl(y|ies)|output|code|html|pages?))",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex LinkOrder();

    [GeneratedRegex(@"\byou are\b|\b(created|developed|made|trained|built|released|provided|maintained) by\b|\$schema|json-schema|w3\.org|\bexample\b|\b(license|documentation|docs|format)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Origin();
}
