namespace Assay.Domain.Calibration;

/// <summary>The packs that are part of this build: every file in the folder beside this class.</summary>
internal static class BuiltInPacks
{
    private const string Prefix = "Assay.Domain.Calibration.Packs.";

    public static IReadOnlyList<CalibrationPack> Read()
    {
        var assembly = typeof(BuiltInPacks).Assembly;
        var packs = new List<CalibrationPack>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            packs.Add(CalibrationReader.Read(bytes));
        }
        return packs;
    }
}
