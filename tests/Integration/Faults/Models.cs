namespace Assay.Tests.Integration.Faults;

/// <summary>Small models for fault tests: every fifth carries a pickle that would print a canary, the others an honest one.</summary>
internal static class Models
{
    /// <summary><c>os.system('echo assay-canary')</c>, protocol 0; never loaded.</summary>
    private static readonly byte[] Canary = "cposix\nsystem\n(S'echo assay-canary'\ntR."u8.ToArray();

    public static bool IsHostile(int index) => index % 5 == 0;

    public static IReadOnlyList<string> Write(string root, int count)
    {
        var targets = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"m{i:d4}")).FullName;
            File.WriteAllText(Path.Combine(folder, "config.json"), $$"""{"seed": {{i}}}""");
            // Protocol 2: one integer, different for each model.
            byte[] honest = [0x80, 2, (byte)'J', (byte)i, (byte)(i >> 8), 0, 0, (byte)'.'];
            File.WriteAllBytes(Path.Combine(folder, "model.pkl"), IsHostile(i) ? [.. Canary, .. System.Text.Encoding.ASCII.GetBytes($"I{i}\n.")] : honest);
            targets.Add(folder);
        }
        return targets;
    }
}
