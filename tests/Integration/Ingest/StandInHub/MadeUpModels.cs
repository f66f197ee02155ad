using System.Globalization;
using System.Text;

namespace Assay.Tests.Integration.Ingest.StandInHub;

/// <summary>Any number of small models, <c>load/model-N</c>, each the same whenever it is asked for.</summary>
public static class MadeUpModels
{
    private const string Prefix = "load/model-";

    /// <summary>For <see cref="StandInHub.MakeUp"/>.</summary>
    /// <param name="count">Models from 0 on exist.</param>
    /// <param name="weights">Bytes of the large file.</param>
    public static Func<string, StandInModel?> Of(int count, int weights = 4096) => name =>
    {
        if (!name.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        if (!int.TryParse(name[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index >= count) return null;
        var bytes = new byte[weights];
        new Random(index).NextBytes(bytes);
        return new StandInModel(
            name,
            new StandInFile("README.md", Encoding.UTF8.GetBytes($"# Model {index}\n")),
            new StandInFile("config.json", Encoding.UTF8.GetBytes($"{{\"index\": {index}}}\n")),
            new StandInFile("weights.bin", bytes, IsLarge: true))
        {
            Id = index.ToString("x24", CultureInfo.InvariantCulture),
            Commit = (index + 1).ToString("x40", CultureInfo.InvariantCulture),
        };
    };
}
