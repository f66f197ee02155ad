using System.CommandLine;
using System.Globalization;
using System.Text;
using Assay.Cli.Registry;
using Assay.Cli.Scanning;
using Assay.Contracts.Findings;
using Assay.Reporting.Api.Shapes;

namespace Assay.Cli.Commands;

/// <summary><c>assay approve</c>: enters a version into the registry.</summary>
internal static class ApproveCommand
{
    public static Command Create()
    {
        var target = new Argument<string>("target")
        {
            Description = "Directory or file of the model, a scan's id, or hf://org/name[@revision] that was scanned",
        };
        var purl = new Option<string?>("--purl")
        {
            Description = "Package URL of the version (default: that of the scanned version)",
            HelpName = "PURL",
        };
        var name = new Option<string?>("--name") { Description = "Name of the model (default: that of the target)", HelpName = "TEXT" };
        var expires = new Option<string?>("--expires")
        {
            Description = "End of the approval: a date, or a number of days such as 90d",
            HelpName = "TIME",
        };
        var note = new Option<string?>("--note") { Description = "Why", HelpName = "TEXT" };
        var reason = new Option<string?>("--override")
        {
            Description = "Why a verdict or a revocation that speaks against it is passed over",
            HelpName = "REASON",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Write the signed approval with its receipt, for gates without a network",
            HelpName = "FILE",
        };
        var (server, token, data) = (SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        var command = new Command(
            "approve", "Approve a version of a model") { target, purl, name, expires, note, reason, output, server, token, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ReportOutput.Check(parsed.GetValue(output));
            var request = Target(parsed.GetValue(target)!, cancellationToken);
            await using var desk = await Desks.OpenAsync(parsed.GetValue(server), parsed.GetValue(token), parsed.GetValue(data), cancellationToken);
            var change = await desk.ApproveAsync(
                request with
                {
                    Purl = parsed.GetValue(purl),
                    Name = parsed.GetValue(name) ?? request.Name,
                    ExpiresAt = parsed.GetValue(expires) is { } end ? Time(end, DateTimeOffset.UtcNow) : null,
                    Note = parsed.GetValue(note),
                    Override = parsed.GetValue(reason),
                },
                cancellationToken);
            RegistryText.Print(change);
            if (parsed.GetValue(output) is { } file)
                await ReportOutput.WriteAsync(
                    file,
                    async stream => await stream.WriteAsync(Encoding.UTF8.GetBytes(change.Changed[0].Act.Bundle.GetRawText()), cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>A date, a time, or a number of days from now.</summary>
    /// <exception cref="UsageException">None of them.</exception>
    internal static DateTimeOffset Time(string text, DateTimeOffset now)
    {
        if (text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && days is > 0 and <= 36_500)
            return now.AddDays(days);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new UsageException(
                $"--expires '{EvidenceText.Quote(text)}' is neither a time such as 2026-12-31 nor a number of days such as 90d");
    }

    private static ApproveRequest Target(string target, CancellationToken cancellationToken)
    {
        if (Guid.TryParseExact(target, "D", out var scan)) return new() { ScanId = scan };
        if (target.Contains("://", StringComparison.Ordinal))
            return new() { Target = Targets.Expand([target], each: false, offline: false)[0].Reference };
        var files = FolderManifest.Of(target, cancellationToken).Entries.Select(e => new ManifestFile(e.Path, e.Size, e.Sha256));
        return new() { Files = [.. files], Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(target))) };
    }
}
