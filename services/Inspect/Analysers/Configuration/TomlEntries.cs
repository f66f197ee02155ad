namespace Assay.Inspect.Analysers.Configuration;

/// <summary>Reads TOML and ini files line by line: enough for keys and their plain values.</summary>
internal static class TomlEntries
{
    public static IEnumerable<ConfigEntry> Read(string text)
    {
        var section = "";
        var number = 0;
        long offset = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            var at = offset;
            offset += raw.Length + 1;
            if (line.Length == 0 || line[0] is '#' or ';') continue;
            if (line[0] == '[')
            {
                section = line.Trim('[', ']', ' ');
                continue;
            }
            var equals = line.IndexOfAny(['=', ':']);
            if (equals <= 0) continue;
            var key = line[..equals].Trim().Trim('"', '\'');
            yield return new([section, key], line[(equals + 1)..].Trim().Trim('"', '\'', ','), at, number);
        }
    }
}
