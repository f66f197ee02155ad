using System.Diagnostics;
using System.Globalization;

namespace Assay.Tests.Benchmarks.Inspect;

/// <summary>Walks the pickles of a file with Python's <c>pickletools.genops</c>, the loop at the heart of the scanners that people use.</summary>
internal static class PythonPeer
{
    private const string Script = """
        import pickletools, sys, time, zipfile
        def streams(path):
            if not zipfile.is_zipfile(path):
                yield open(path, 'rb')
                return
            archive = zipfile.ZipFile(path)
            for name in archive.namelist():
                member = archive.open(name)
                if name.endswith('.pkl'):
                    yield member
                else:
                    member.read(16)
        begin = time.perf_counter()
        for stream in streams(sys.argv[1]):
            for opcode, argument, position in pickletools.genops(stream):
                pass
        print(time.perf_counter() - begin)
        """;

    /// <summary>Seconds without start-up; null where there is no Python.</summary>
    public static double? Seconds(string path)
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", Script, path]) { RedirectStandardOutput = true })!;
            var text = python.StandardOutput.ReadToEnd();
            python.WaitForExit();
            return python.ExitCode == 0 ? double.Parse(text, CultureInfo.InvariantCulture) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
