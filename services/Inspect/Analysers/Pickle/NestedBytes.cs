using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;
using Assay.Formats.Expansion;
using Assay.Formats.Pickle;
using Assay.Formats.Zip;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Examines pickles inside byte strings that a pickle passes to a call, and those in archives inside them.</summary>
internal sealed class NestedBytes(GlobalJudge globals, FindingList findings, CancellationToken cancellationToken)
{
    /// <summary>Shorter bytes hold no call.</summary>
    private const int MinBytes = 12;

    /// <summary>Byte strings that are pickles or archives, in a file; an honest one has at most one a tensor.</summary>
    private const int MaxOpened = 4096;

    /// <summary>Byte strings looked at: an array of texts has as many as it has items.</summary>
    private const int MaxLooked = 2_000_000;

    /// <summary>Bytes decoded out of text and compressed data, all together.</summary>
    private const long MaxDecoded = 256L << 20;

    private const int MaxDepth = 4;
    private const int MaxMembers = 64;

    private readonly ExpansionBudget _budget = new(new() { MemberBytes = 256L << 20, TotalBytes = 1L << 30 });
    private int _opened;
    private int _looked;
    private long _decoded;
    private int _depth;

    /// <summary>Examines the byte strings among a call's arguments. True: one was a pickle or an archive, or there was none to open.</summary>
    public bool Examine(ByteSource source, long baseOffset, PickleCall call, bool expected)
    {
        var opened = !expected;
        foreach (ref readonly var argument in call.ArgumentList)
        {
            ByteSource bytes;
            if (argument.Kind == PickleValueKind.Bytes) bytes = source.Slice(argument.Number, argument.Length);
            else if (argument.Kind == PickleValueKind.Object && _decoded < MaxDecoded && PickledBytes.Decode(source, argument) is { } decoded)
            {
                _decoded += decoded.Length;
                bytes = new MemoryByteSource(decoded);
            }
            else continue;
            if (bytes.Length < MinBytes) continue;
            if (_depth >= MaxDepth || _opened >= MaxOpened || ++_looked > MaxLooked || _decoded >= MaxDecoded)
            {
                findings.Add(PickleRules.Limit, baseOffset + call.Offset, "More byte strings are nested in the pickle than are opened.");
                return true;
            }
            _depth++;
            var one = Examine(bytes, baseOffset + (argument.Kind == PickleValueKind.Bytes ? argument.Number : call.Offset));
            _depth--;
            if (one) _opened++;
            opened |= one;
        }
        return opened;
    }

    private bool Examine(ByteSource bytes, long offset)
    {
        var opened = false;
        foreach (var format in FileTypeDetector.Detect(bytes, cancellationToken).All)
        {
            if (format == FileFormat.Pickle) Follow(bytes, offset);
            else if (format is FileFormat.Zip or FileFormat.TorchZip) Members(bytes, offset);
            else continue;
            opened = true;
        }
        return opened;
    }

    private void Follow(ByteSource bytes, long offset)
    {
        var examination = new PickleExamination(bytes, offset, globals, findings, this);
        PickleFile.Read(bytes, examination, cancellationToken);
        examination.Finish();
    }

    private void Members(ByteSource archive, long offset)
    {
        foreach (var entry in ZipReader.List(archive, MaxMembers, cancellationToken).Entries)
        {
            using var member = ZipMember.Open(archive, entry, _budget, cancellationToken);
            if (FileTypeDetector.Detect(member.Bytes, cancellationToken).All.Contains(FileFormat.Pickle)) Follow(member.Bytes, offset);
        }
    }
}
