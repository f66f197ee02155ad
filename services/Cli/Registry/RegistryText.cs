using System.Globalization;
using Assay.Contracts.Findings;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Registry;

/// <summary>What the registry says, for people.</summary>
internal static class RegistryText
{
    public static void Print(RegistryChange change)
    {
        foreach (var (version, act) in change.Changed)
        {
            var kind = act.Kind.ToString().ToLowerInvariant();
            Console.Out.WriteLine($"{kind}: {EvidenceText.Quote(version.Purl ?? version.Name)} is {State(version)}");
            Console.Out.WriteLine($"  manifest sha256:{version.Manifest.Hex}");
            Console.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  log entry {act.LogIndex}, by {EvidenceText.Quote(act.ActorName)}, {act.At:u}"));
        }
    }

    public static void Print(RegisteredVersionView version) =>
        Console.Out.WriteLine($"{State(version),-10}  {version.Manifest.Hex}  {EvidenceText.Quote(version.Purl ?? version.Name)}");

    public static void Print(RegistryDetail detail)
    {
        var version = detail.Version;
        Console.Out.WriteLine($"version     {EvidenceText.Quote(version.Purl ?? version.Name)}");
        Console.Out.WriteLine($"manifest    sha256:{version.Manifest.Hex}, {detail.Files.Count} files");
        Console.Out.WriteLine($"state       {State(version)}{(version.ExpiresAt is { } end ? $" until {end:u}" : "")}");
        if (version.Reason is { } reason) Console.Out.WriteLine($"reason      {EvidenceText.Quote(reason)}");
        if (version.Replacement is { } replacement) Console.Out.WriteLine($"instead     sha256:{replacement.Hex}");
        if (version.RequestedBy is { } requester)
            Console.Out.WriteLine($"waits       for somebody else to confirm what {EvidenceText.Quote(requester)} requested {version.RequestedAt:u}");
        foreach (var act in detail.History)
        {
            var why = act.Reason is { } text ? $": {EvidenceText.Quote(text)}" : "";
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{act.At:u}  entry {act.LogIndex,6}  {act.Kind.ToString().ToLowerInvariant(),-9}  by "
                    + $"{EvidenceText.Quote(act.ActorName)} ({EvidenceText.Quote(act.Actor)}){why}"));
        }
    }

    private static string State(RegisteredVersionView version) => version.State.ToString().ToLowerInvariant();
}
