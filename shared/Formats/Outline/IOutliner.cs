using Assay.Contracts.Reports;

namespace Assay.Formats.Outline;

/// <summary>Knows which ranges of a format tell what a file is and does.</summary>
internal interface IOutliner
{
    IReadOnlyList<string> Formats { get; }

    /// <summary>Reads what an examination will read; what is absent is fetched afterwards and the call repeated.</summary>
    void Read(ByteSource source, CancellationToken cancellationToken);

    /// <summary>Further ranges that are worth having, best first, up to about <paramref name="maxBytes"/>.</summary>
    IEnumerable<ByteRange> Wanted(ByteSource source, long maxBytes, CancellationToken cancellationToken);
}
