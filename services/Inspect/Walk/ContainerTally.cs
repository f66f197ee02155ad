namespace Assay.Inspect.Walk;

/// <summary>Adds up what of a container's members is accounted for, and says what that means for the container's own bytes.</summary>
internal sealed class ContainerTally
{
    private long _length;
    private long _missing;

    public void Add(NodeCoverage member)
    {
        _length += member.Length;
        _missing += member.Missing;
    }

    /// <summary>
    /// Members are counted expanded; what is missing of them is scaled to the container's bytes, which is exact where members are stored. Of a container
    /// that was not read to its end, only what its members account for counts.
    /// </summary>
    public NodeCoverage Of(long containerLength, bool isWhole)
    {
        var scale = _length > containerLength ? (double)containerLength / _length : 1;
        var missing = (long)Math.Ceiling(_missing * scale);
        var read = (long)((_length - _missing) * scale);
        return new(containerLength, Math.Clamp(isWhole ? containerLength - missing : read, 0, containerLength));
    }
}
