using System.Globalization;

namespace Assay.Sandbox;

/// <summary>Reads the memory of a process and all its descendants from /proc. A child cannot leave its tree: orphans go to the first process of its name space.</summary>
internal static class ProcessTree
{
    /// <summary>A fork bomb must not keep the watchdog busy.</summary>
    private const int MaxProcesses = 512;

    /// <summary>Resident bytes of the tree; pages that several processes share count for each. 0 where the process is gone.</summary>
    public static long ResidentBytes(int root)
    {
        var total = 0L;
        var pending = new Stack<int>([root]);
        for (var seen = 0; seen < MaxProcesses && pending.TryPop(out var id); seen++)
        {
            total += Resident(id);
            foreach (var child in Children(id)) pending.Push(child);
        }
        return total;
    }

    private static long Resident(int id)
    {
        // "size resident shared …" in pages.
        var fields = Read($"/proc/{id}/statm").Split(' ');
        return fields.Length > 1 && long.TryParse(fields[1], CultureInfo.InvariantCulture, out var pages) ? pages * Environment.SystemPageSize : 0;
    }

    private static IEnumerable<int> Children(int id)
    {
        string[] threads;
        try
        {
            threads = Directory.GetDirectories($"/proc/{id}/task");
        }
        catch (IOException)
        {
            yield break;
        }
        foreach (var child in threads.SelectMany(thread => Read(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (int.TryParse(child, CultureInfo.InvariantCulture, out var number)) yield return number;
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        // The process or thread ended between two looks.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
