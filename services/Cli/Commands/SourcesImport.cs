using System.CommandLine;
using System.Globalization;
using Assay.Cli.Sources;
using Assay.Contracts.Findings;
using Assay.Domain.Trust;
using Assay.Domain.Trust.Lists;
using Assay.Storage.Trust;

namespace Assay.Cli.Commands;

/// <summary><c>assay sources import</c>.</summary>
internal static class SourcesImport
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "SHA256SUMS, CSV or CycloneDX (JSON)" };
        var name = new Option<string>("--name") { Description = "What findings and vouchers call the list", HelpName = "NAME", Required = true };
        var kind = SharedOptions.RequiredChoice<ListKind>("--kind", "good: the list vouches for its files; bad: they must not be used");
        var format = SharedOptions.Choice("--format", ListFormat.Auto, "How the list is written");
        var model = new Option<string?>("--for") { Description = "The model whose files these are, by path: hf://org/name[@commit] or a local path (default: bytes, wherever they are)", HelpName = "MODEL" };
        var reason = new Option<string?>("--reason") { Description = "For whoever reads a finding", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires") { Description = "Last day on which the list holds (default: for ever)", HelpName = "YYYY-MM-DD" };
        var precedence = new Option<int>("--precedence")
        {
            Description = $"0 to {ListImport.MaxPrecedence}: which of several lists is believed where they disagree (default: {TrustedList.UsualPrecedence})",
            HelpName = "N",
            DefaultValueFactory = _ => TrustedList.UsualPrecedence,
        };
        var replace = new Option<bool>("--replace") { Description = "Take the place of the list of that name" };
        var command = new Command("import", "Import a list of known-good or known-bad files") { file, name, kind, format, model, reason, expires, precedence, replace };
        return SourcesCommand.WithDesk(command, (parsed, desk, cancellationToken) => RunAsync(
            desk,
            parsed.GetValue(file)!,
            new(parsed.GetValue(name)!, parsed.GetValue(kind), parsed.GetValue(format), Environment.UserName)
            {
                Precedence = parsed.GetValue(precedence),
                Reason = parsed.GetValue(reason),
                For = parsed.GetValue(model) is { } typed ? Target(typed) : null,
                Expires = Day(parsed.GetValue(expires)),
                Replace = parsed.GetValue(replace),
            },
            cancellationToken));
    }

    private static async Task RunAsync(IListDesk desk, string path, ListRequest request, CancellationToken cancellationToken)
    {
        var bytes = Read(path);
        try
        {
            var (list, left) = await desk.ImportAsync(bytes, request, cancellationToken);
            var skipped = left > 0 ? $"; {left} lines with other digests than SHA-256 were left out" : "";
            Console.Out.WriteLine($"imported {list.Entries} {(list.Entries == 1 ? "entry" : "entries")} as '{list.Name}'{skipped}");
        }
        catch (UsageException refusal)
        {
            throw new UsageException($"{EvidenceText.Quote(path)}: {refusal.Message}");
        }
    }

    private static byte[] Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw new UsageException($"{EvidenceText.Quote(path)}: there is no such file");
            if (file.Length > ListReader.MaxBytes) throw new UsageException($"{EvidenceText.Quote(path)}: larger than {ListReader.MaxBytes} bytes: split it");
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{EvidenceText.Quote(path)}: cannot be read: {e.Message}");
        }
    }

    /// <summary>What exists here is meant as a path; a name at a hub looks the same otherwise.</summary>
    private static string Target(string typed) => File.Exists(typed) || Directory.Exists(typed) ? Path.GetFullPath(typed) : typed;

    private static DateOnly? Day(string? text)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        throw new UsageException("--expires takes a day such as 2027-01-31");
    }
}
