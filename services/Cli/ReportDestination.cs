using Assay.Storage.Files;

namespace Assay.Cli;

/// <summary>A path that a report goes to.</summary>
internal sealed class ReportDestination
{
    private readonly string _path;

    /// <summary>Null: the path is a device, a pipe or a link, which is written through; renaming a file over it would destroy it.</summary>
    private readonly string? _temporary;

    private ReportDestination(string path, string? temporary) => (_path, _temporary) = (path, temporary);

    /// <exception cref="IOException">It is empty, or a directory.</exception>
    public static ReportDestination At(string path)
    {
        if (path.Length == 0) throw new IOException("the name is empty");
        if (Directory.Exists(path)) throw new IOException("it is a directory");
        var isOrdinary = !OperatingSystem.IsLinux() || !LinuxFile.TryStatus(path, out var status, out _) || status.Kind == FileKind.Regular;
        return new(path, isOrdinary ? path + ".part" : null);
    }

    /// <summary>Throws what writing would throw, without touching what is there.</summary>
    public void Check()
    {
        if (_temporary is null) return;
        using var file = new FileStream(_temporary, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
    }

    /// <summary>The whole report, or what was there before.</summary>
    public async Task WriteAsync(Func<Stream, Task> write)
    {
        if (_temporary is null)
        {
            await using var device = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write);
            if (device.CanSeek) device.SetLength(0);
            await write(device);
            return;
        }
        var isDone = false;
        await using (var file = new FileStream(_temporary, FileMode.Create, FileAccess.Write))
        {
            try
            {
                await write(file);
                isDone = true;
            }
            finally
            {
                if (!isDone) File.Delete(_temporary);
            }
        }
        File.Move(_temporary, _path, overwrite: true);
    }
}
