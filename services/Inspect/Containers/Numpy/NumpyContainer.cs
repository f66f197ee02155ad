using System.Text;
using Assay.Analysis.Containers;
using Assay.Contracts.Values;

namespace Assay.Inspect.Containers.Numpy;

/// <summary>Opens .npy files of objects: behind the header stands a pickle, which numpy.load runs. Arrays of numbers have no members.</summary>
public sealed class NumpyContainer : IContainerReader
{
    /// <summary>numpy itself refuses headers above 10,000 characters unless told otherwise.</summary>
    private const int MaxHeader = 64 * 1024;

    public ContainerManifest Manifest { get; } = new("numpy", 1, [FileFormat.Numpy], []);

    public IEnumerable<ContainerMember> Open(ContainerContext context, CancellationToken cancellationToken)
    {
        var start = new byte[12];
        var read = context.Bytes.Read(0, start);
        // Version 1 has a length of two bytes, later ones of four.
        var wide = start[6] >= 2;
        var header = wide ? 12 : 10;
        var length = wide ? BitConverter.ToUInt32(start, 8) : BitConverter.ToUInt16(start, 8);
        if (read < header || length > context.Bytes.Length - header)
        {
            context.Report(ArchiveRules.Damaged.Report("The header of the array is longer than the file.", context.At()));
            yield break;
        }
        var text = new byte[(int)Math.Min(length, MaxHeader)];
        context.Bytes.Read(header, text);
        if (HasObjects(Encoding.Latin1.GetString(text)))
            yield return ContainerMember.Stored("(objects)", context.Bytes.Slice(header + length, context.Bytes.Length));
    }

    // The type is a text such as '|O' or a list of fields with such texts; whatever stands in quotes and ends in O is taken for one.
    private static bool HasObjects(string header)
    {
        var parts = header.Split('\'', '"');
        for (var i = 1; i < parts.Length; i += 2)
        {
            if (parts[i].TrimStart('|', '<', '>', '=') is "O" or "O4" or "O8" or "object" or "object_") return true;
        }
        return false;
    }
}
