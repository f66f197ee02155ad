using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Assay.Storage.Sqlite;

/// <summary>
/// Chooses the SQLite library, once a process: the system's, which the distribution patches, where it is at least as new as the bundled one
/// needs to be; the bundled one otherwise.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>3.37.0. Anything newer than the bundled 3.35.5 with a margin for its early RETURNING bugs.</summary>
    private const int LeastSystemVersion = 3_037_000;

    private static readonly Lazy<string> Loaded = new(Load);

    /// <summary>Loads the library if that has not happened yet; its version.</summary>
    public static string Ensure() => Loaded.Value;

    private static string Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        Batteries_V2.Init();
        return raw.sqlite3_libversion().utf8_to_string();
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? paths)
    {
        // Zero lets the runtime look for the bundled library as if there were no resolver.
        if (name != "e_sqlite3" || !OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libsqlite3.so.0", out var handle)) return IntPtr.Zero;
        if (NativeLibrary.TryGetExport(handle, "sqlite3_libversion_number", out var entry)
            && Marshal.GetDelegateForFunctionPointer<VersionNumber>(entry)() >= LeastSystemVersion) return handle;
        NativeLibrary.Free(handle);
        return IntPtr.Zero;
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();
}
