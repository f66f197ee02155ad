namespace Assay.Formats.Pickle;

/// <summary>Collects what one source's pickles would do, up to a bound; for detection, tests and small files.</summary>
public sealed class PickleTrace : IPickleObserver
{
    /// <summary>Entries kept of each kind.</summary>
    public const int MaxEntries = 10_000;

    private readonly List<PickleImport> _imports = [];
    private readonly List<PickleCall> _calls = [];
    private readonly List<PickleOddity> _oddities = [];

    /// <summary>In the order of loading, without repeats.</summary>
    public IReadOnlyList<PickleImport> Imports => _imports;

    /// <summary>In the order of loading.</summary>
    public IReadOnlyList<PickleCall> Calls => _calls;

    public IReadOnlyList<PickleOddity> Oddities => _oddities;

    /// <summary>How the whole source ends.</summary>
    public PickleFileEnd? End { get; private set; }

    /// <summary>Follows every pickle of <paramref name="source"/>.</summary>
    public static PickleTrace Of(ByteSource source, CancellationToken cancellationToken = default)
    {
        var trace = new PickleTrace();
        trace.End = PickleFile.Read(source, trace, cancellationToken);
        return trace;
    }

    void IPickleObserver.Imported(PickleImport import)
    {
        if (_imports.Count < MaxEntries) _imports.Add(import);
    }

    void IPickleObserver.Called(PickleCall call)
    {
        if (_calls.Count < MaxEntries) _calls.Add(call);
    }

    void IPickleObserver.Noticed(PickleOddity oddity, long offset)
    {
        if (_oddities.Count < MaxEntries) _oddities.Add(oddity);
    }
}
