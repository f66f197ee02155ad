using Assay.Analysis;
using Assay.Contracts.Values;

namespace Assay.Inspect.Analysers.Shell;

/// <summary>Something that a shell text would do.</summary>
/// <param name="Rule">What it stands for.</param>
/// <param name="Severity">Of this case.</param>
/// <param name="Line">From 1.</param>
/// <param name="Does">What it does, in words.</param>
/// <param name="Command">The command, after the shell's own expansions. Untrusted.</param>
internal sealed record ShellMark(Rule Rule, Severity Severity, int Line, string Does, string Command);
