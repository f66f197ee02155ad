using System.Reflection;

namespace Assay.Storage.Migrations;

/// <summary>The scripts of one database, in order, and their comparison with what a database says was applied.</summary>
internal sealed class MigrationSet
{
    private readonly IReadOnlyList<Migration> _all;

    public MigrationSet(IEnumerable<Migration> migrations)
    {
        _all = [.. migrations.OrderBy(m => m.Number)];
        for (var i = 0; i < _all.Count; i++)
        {
            if (_all[i].Number != i + 1) throw new InvalidOperationException($"Migration {_all[i].Name} should have the number {i + 1:0000}: numbers are consecutive.");
        }
    }

    /// <summary>The embedded scripts of a folder, <c>Postgres</c> or <c>Sqlite</c>.</summary>
    public static MigrationSet Embedded(string folder)
    {
        var assembly = typeof(MigrationSet).Assembly;
        return new(assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(name => new Migration(name[(folder.Length + 1)..], Read(assembly, name))));
    }

    /// <summary>What is not applied yet.</summary>
    /// <exception cref="MigrationException">What is applied is not the beginning of this set.</exception>
    public IReadOnlyList<Migration> Pending(IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var (number, name, checksum) in applied)
        {
            var ours = _all.FirstOrDefault(m => m.Number == number) ?? throw new MigrationException(
                $"The database has the migration {name}, which this version does not know: it was made by a newer version. Run that version or newer.");
            if (ours.Checksum != checksum || ours.Name != name) throw new MigrationException(
                $"The migration {name} was applied with other content than this version has as {ours.Name} (checksum {checksum[..8]}, here {ours.Checksum[..8]}). "
                + "An applied script must not be edited: restore it, and put the change into a new script.");
        }
        var done = applied.Select(a => a.Number).ToHashSet();
        var pending = _all.Where(m => !done.Contains(m.Number)).ToList();
        if (pending.Count + done.Count == _all.Count && pending.All(m => m.Number > done.Count)) return pending;
        throw new MigrationException($"The database lacks the migration {pending[0].Name} but has later ones. Restore the database from a backup.");
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
