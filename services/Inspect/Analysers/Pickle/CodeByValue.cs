using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Pickle;
using Assay.Formats.PythonBytecode;
using Assay.Inspect.Analysers.PythonBytecode;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Reports what functions do that a pickle carries as bytecode, as arguments of a code object's constructor or marshalled.</summary>
internal sealed class CodeByValue(ByteSource source, long baseOffset, FindingList findings)
{
    /// <summary>Functions that are read; an honest model carries a handful.</summary>
    private const int MaxFunctions = 2_000;

    private const int MinMarshalled = 24;
    private const int MaxMarshalled = 8 << 20;

    // The last one is what a call right behind it is given.
    private long _carried = -1;

    /// <summary>Functions that were read so far.</summary>
    public int Functions { get; private set; }

    /// <summary>Looks for code among the arguments of a call.</summary>
    public void Examine(PickleCall call)
    {
        if (Functions >= MaxFunctions) return;
        if (PickledCode.Read(source, call) is { } code)
        {
            Report(BytecodeJudge.Examine(code), code.Name, call.Offset);
            return;
        }
        foreach (ref readonly var argument in call.ArgumentList)
        {
            if (argument.Kind != PickleValueKind.Bytes || argument.Length is < MinMarshalled or > MaxMarshalled || argument.Number == _carried) continue;
            var bytes = new byte[argument.Length];
            if (BytecodeJudge.Examine(bytes.AsSpan(0, source.Read(argument.Number, bytes))) is { } report) Report(report, "(marshalled)", call.Offset);
        }
    }

    /// <summary>Looks for marshalled code in a byte string that loading only makes: the program that comes with the file runs it.</summary>
    public void Examine(in PickleValue bytes)
    {
        if (bytes.Length is < MinMarshalled or > MaxMarshalled || Functions >= MaxFunctions) return;
        Span<byte> head = stackalloc byte[MarshalShape.HeadSize];
        if (source.Read(bytes.Number, head) < head.Length || !MarshalShape.Looks(head)) return;
        var code = new byte[bytes.Length];
        if (BytecodeJudge.Examine(code.AsSpan(0, source.Read(bytes.Number, code))) is not { } report) return;
        _carried = bytes.Number;
        Report(report, "(marshalled)", bytes.Number);
    }

    private void Report(BytecodeReport report, string name, long offset)
    {
        Functions++;
        var severity = report.Severity > Severity.Medium ? report.Severity : Severity.Medium;
        findings.Add(
            PickleRules.ByValue, severity, baseOffset + offset,
            $"The file carries the function {EvidenceText.Quote(name, 80)} as bytecode, which {report.Words}.", report.Evidence);
    }
}
