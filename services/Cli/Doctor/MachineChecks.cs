using System.Globalization;
using System.Runtime.InteropServices;

namespace Assay.Cli.Doctor;

/// <summary>The machine itself.</summary>
internal static class MachineChecks
{
    /// <summary>Free space below which a scan of an ordinary model would fill the disk, in bytes.</summary>
    private const long LittleSpace = 20L << 30;

    public static IEnumerable<Check> Run(string dataFolder)
    {
        yield return new("assay", CheckState.Good, $"{Product.Tool.Version} on {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}");
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        yield return new("machine", CheckState.Good, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} cores, {memory >> 30} GiB of memory"));
        var drive = new DriveInfo(dataFolder);
        var space = string.Create(CultureInfo.InvariantCulture, $"{dataFolder}, {drive.AvailableFreeSpace >> 30} GiB free");
        yield return drive.AvailableFreeSpace >= LittleSpace
            ? new("data folder", CheckState.Good, space)
            : new("data folder", CheckState.Absent, space, "a large model may not fit; name a larger disk with --data or ASSAY_DATA");
    }
}
