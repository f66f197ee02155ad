using Assay.Contracts.Findings;

namespace Assay.Cli.Hosting;

/// <summary>Where the embedded mode keeps its database and blobs.</summary>
internal static class DataFolder
{
    /// <summary>The folder, made where it is missing, readable for its owner alone: the blobs may be private models.</summary>
    /// <exception cref="UsageException">It cannot be made.</exception>
    public static string Ensure(string? typed)
    {
        var path = Path.GetFullPath(typed ?? FromEnvironment());
        try
        {
            if (!Directory.Exists(path))
            {
                if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
                else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the data folder {EvidenceText.Quote(path)} cannot be made: {e.Message.TrimEnd('.')}; name another with --data or ASSAY_DATA");
        }
    }

    private static string FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("ASSAY_DATA") is { Length: > 0 } named) return named;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        return Path.Combine(home.Length > 0 ? home : Path.GetTempPath(), "assay");
    }
}
