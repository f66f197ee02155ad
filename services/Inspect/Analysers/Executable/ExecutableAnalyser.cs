using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Formats.Executable;

namespace Assay.Inspect.Analysers.Executable;

/// <summary>Says that there is a program, a library or compiled code among a model's files.</summary>
public sealed class ExecutableAnalyser : IAnalyser
{
    public AnalyserManifest Manifest { get; } = new("executable", 2, Maturity.Enforcing, [FileFormat.Executable], ExecutableRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        if (ExecutableHeader.Read(context.Bytes) is not { } header) return new(new AnalysisResult([], 0));
        var finding = Rule(header).Report($"The content is {Words(header)} of {context.Bytes.Length} bytes.", context.At(0));
        return new(new AnalysisResult([finding], 0) { Unread = [new(0, context.Bytes.Length)] });
    }

    private static Rule Rule(ExecutableHeader header) => header.Kind switch
    {
        ExecutableKind.ActuallyPortable => ExecutableRules.Portable,
        ExecutableKind.ShellLink => ExecutableRules.Shortcut,
        ExecutableKind.CompoundDocument => ExecutableRules.Macros,
        ExecutableKind.JavaClass or ExecutableKind.WebAssembly or ExecutableKind.Dalvik or ExecutableKind.Lua => ExecutableRules.Bytecode,
        _ => header.IsLibrary ? ExecutableRules.Library : ExecutableRules.Program,
    };

    private static string Words(ExecutableHeader header) => header.Kind switch
    {
        ExecutableKind.ActuallyPortable => "a program for several systems at once (an actually portable executable)",
        ExecutableKind.JavaClass => "a Java class",
        ExecutableKind.WebAssembly => "a WebAssembly module",
        ExecutableKind.Dalvik => "bytecode for Android",
        ExecutableKind.Lua => "compiled Lua",
        ExecutableKind.ShellLink => "a shortcut of Windows",
        ExecutableKind.CompoundDocument => "an Office document or installer with macros or actions",
        ExecutableKind.Elf => header.IsLibrary ? "a native library or position-independent program (ELF)" : "a program (ELF)",
        ExecutableKind.Pe => header.IsLibrary ? "a native library for Windows (PE)" : "a program for Windows (PE)",
        ExecutableKind.MachO => header.IsLibrary ? "a native library for macOS (Mach-O)" : "a program for macOS (Mach-O)",
        _ => "a program for DOS",
    };
}
