using Assay.Storage.Files;
using Microsoft.Win32.SafeHandles;

namespace Assay.Storage.Blobs.Folder;

/// <summary>
/// A new file that is written once from front to back, past the page cache where the file system allows it: copying gigabytes into the cache and
/// flushing them costs more processor time than hashing them.
/// </summary>
internal sealed class SpoolFile : IDisposable
{
    private SafeFileHandle _file;
    private bool _direct;

    /// <exception cref="IOException">The file cannot be created.</exception>
    public SpoolFile(string path, bool direct)
    {
        Path = path;
        _direct = direct && OperatingSystem.IsLinux();
        _file = (_direct ? LinuxFile.TryCreate(path, direct: true, out _) : null) ?? CreateBuffered(path);
    }

    public string Path { get; }

    /// <summary>Bytes written.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a block. Only the last one may be partly filled.</summary>
    public void Write(Block block)
    {
        if (_direct) WriteDirect(block);
        else RandomAccess.Write(_file, block.Content, Length);
        Length += block.Length;
    }

    /// <summary>Cuts the padding, makes the file read-only and brings it to the disk.</summary>
    public void Finish()
    {
        if (RandomAccess.GetLength(_file) != Length) RandomAccess.SetLength(_file, Length);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        RandomAccess.FlushToDisk(_file);
    }

    public void Dispose() => _file.Dispose();

    private void WriteDirect(Block block)
    {
        try
        {
            RandomAccess.Write(_file, block.Padded, Length);
        }
        catch (IOException e) when (!DiskFull.Caused(e))
        {
            // Some file systems accept the flag and refuse the write: go on through the cache.
            _direct = false;
            _file.Dispose();
            _file = LinuxFile.TryOpenWrite(Path, out var error) ?? throw new IOException($"{Path}: {LinuxFile.Describe(error)}", e);
            RandomAccess.Write(_file, block.Content, Length);
        }
    }

    private SafeFileHandle CreateBuffered(string path)
    {
        _direct = false;
        // A failed direct open may have created the name: some file systems check the flag only afterwards.
        File.Delete(path);
        return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }
}
