using Assay.Contracts.Reports;

namespace Assay.Formats.Hdf5;

/// <summary>The bytes of a file as its addresses see them: bounded reads that remember what was read and what was wrong.</summary>
internal sealed class Hdf5Space(ByteSource source, long start, CancellationToken cancellationToken)
{
    /// <summary>Structures followed: more than any honest model has, few enough for a second.</summary>
    private const int MaxSteps = 2_000_000;

    /// <summary>Bytes of structure read; the bytes of datasets are not read.</summary>
    private const long MaxBytes = 256L << 20;

    private const int MaxRanges = 1_000_000;
    private const int MaxFaults = 50;

    private readonly List<(long Start, long End)> _seen = [];
    private readonly List<Hdf5Fault> _faults = [];
    private long _left = MaxBytes;
    private int _steps = MaxSteps;

    /// <summary>Where address 0 is.</summary>
    public long Start => start;

    public int OffsetSize { get; set; } = 8;

    public int LengthSize { get; set; } = 8;

    public long FileLength => source.Length;

    public IReadOnlyList<Hdf5Fault> Faults => _faults;

    /// <summary>True where ranges were left out: gaps are unknown then.</summary>
    public bool IsCut { get; private set; }

    public Hdf5Cursor Cursor(ReadOnlySpan<byte> bytes) => new(bytes, OffsetSize, LengthSize);

    /// <summary>The bytes at an address; null with a fault where they are not in the file.</summary>
    public byte[]? Take(long address, long length, string what)
    {
        if (!Step(address)) return null;
        if (address < 0 || length < 0 || address > source.Length - start || length > source.Length - start - address)
        {
            Fault($"the {what} lies outside the file", address);
            return null;
        }
        if (length > _left || length > int.MaxValue)
        {
            Limit("there is more structure than is read", address);
            return null;
        }
        _left -= length;
        var bytes = new byte[(int)length];
        var read = source.Read(start + address, bytes);
        if (read < bytes.Length) return null;
        Mark(address, length);
        return bytes;
    }

    /// <summary>As much of the bytes at an address as the file has, without marking them.</summary>
    public byte[] Peek(long address, int length)
    {
        if (!Step(address) || address < 0 || address > source.Length - start) return [];
        var bytes = new byte[Math.Min(length, (int)Math.Min(int.MaxValue, source.Length - start - address))];
        return source.Read(start + address, bytes) == bytes.Length ? bytes : [];
    }

    /// <summary>Counts a structure; false from the limit on.</summary>
    public bool Step(long address)
    {
        if (--_steps > 0)
        {
            if ((_steps & 0xff) == 0) cancellationToken.ThrowIfCancellationRequested();
            return true;
        }
        if (_steps == 0) Limit("there are more structures than are followed", address);
        return false;
    }

    /// <summary>Says that the bytes are accounted for.</summary>
    public void Mark(long address, long length)
    {
        if (address < 0 || length <= 0 || address > source.Length - start) return;
        var end = start + address + Math.Min(length, source.Length - start - address);
        if (_seen.Count > 0 && _seen[^1].End == start + address) _seen[^1] = (_seen[^1].Start, end);
        else if (_seen.Count < MaxRanges) _seen.Add((start + address, end));
        else IsCut = true;
    }

    public void Fault(string reason, long address) => Add(new(reason, Absolute(address), IsLimit: false));

    public void Limit(string reason, long address) => Add(new(reason, Absolute(address), IsLimit: true));

    /// <summary>What lies between <paramref name="from"/> and <paramref name="to"/> and was not marked.</summary>
    public List<ByteRange> Gaps(long from, long to)
    {
        var gaps = new List<ByteRange>();
        _seen.Sort();
        var at = from;
        foreach (var (begin, end) in _seen)
        {
            if (begin > at && at < to) gaps.Add(new(at, Math.Min(begin, to) - at));
            at = Math.Max(at, end);
        }
        if (at < to) gaps.Add(new(at, to - at));
        return gaps;
    }

    private long Absolute(long address) => address < 0 || address > source.Length - start ? source.Length : start + address;

    private void Add(Hdf5Fault fault)
    {
        // A damaged file is damaged in thousands of places; the first say it.
        if (_faults.Count < MaxFaults) _faults.Add(fault);
    }
}
