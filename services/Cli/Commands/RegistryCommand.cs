using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Registry;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Registry;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay registry</c>: what is approved, by whom, and the trust file for gates.</summary>
internal static class RegistryCommand
{
    public static Command Create() =>
        new(
            "registry",
            "Show and manage the registry of approved versions") { ListAll(), Show(), Confirm(), Supersede(), ExportTrust(), RotateKey() };

    private static Command ListAll()
    {
        var state = new Option<string?>("--state")
        {
            Description = "requested, approved, superseded, revoked or expired (default: all)",
            HelpName = "STATE",
        };
        return WithDesk(new Command("list", "List versions, the latest acted upon first") { state }, async (parsed, desk, cancellationToken) =>
        {
            ApprovalState? wanted = parsed.GetValue(state) is not { } text ? null
                : Enum.TryParse<ApprovalState>(text, ignoreCase: true, out var value) && char.IsAsciiLetter(text[0]) ? value
                : throw new UsageException("--state takes requested, approved, superseded, revoked or expired");
            for (long? before = null; ;)
            {
                var page = await desk.ListAsync(wanted, before, cancellationToken);
                foreach (var version in page.Versions) RegistryText.Print(version);
                if ((before = page.Next) is null) return;
            }
        });
    }

    private static Command Show()
    {
        var version = Version();
        var command = new Command("show", "Show a version with everything that was done to it") { version };
        return WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            foreach (var detail in await desk.ShowAsync(RevokeCommand.Version(parsed.GetValue(version)!, cancellationToken), cancellationToken))
                RegistryText.Print(detail);
        });
    }

    private static Command Confirm()
    {
        var version = Version();
        var note = new Option<string?>("--note") { Description = "Why", HelpName = "TEXT" };
        var command = new Command("confirm", "Confirm an approval that somebody else has requested") { version, note };
        return WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            var request = new RegistryActRequest
            {
                Version = RevokeCommand.Version(parsed.GetValue(version)!, cancellationToken),
                Reason = parsed.GetValue(note),
            };
            RegistryText.Print(await desk.ActAsync(RegistryActKind.Confirm, request, cancellationToken));
        });
    }

    private static Command Supersede()
    {
        var version = Version();
        var replacement = new Option<string>("--replacement")
        {
            Description = "Manifest digest of the approved version to use instead",
            HelpName = "DIGEST",
            Required = true,
        };
        var note = new Option<string?>("--note") { Description = "Why", HelpName = "TEXT" };
        var command = new Command("supersede", "Name the version to use instead of an approved one") { version, replacement, note };
        return WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            var request = new RegistryActRequest
            {
                Version = RevokeCommand.Version(parsed.GetValue(version)!, cancellationToken),
                Replacement = RevokeCommand.Digest(parsed.GetValue(replacement), "--replacement"),
                Reason = parsed.GetValue(note),
            };
            RegistryText.Print(await desk.ActAsync(RegistryActKind.Supersede, request, cancellationToken));
        });
    }

    private static Command ExportTrust()
    {
        var file = new Argument<string>("file") { Description = "Where it goes; bring it to the gates over a channel that you trust" };
        var command = new Command("export-trust", "Write the trust file for gates without a network: keys, checkpoint, signed revocations") { file };
        return WithDesk(command, async (parsed, desk, cancellationToken) =>
        {
            var trust = await desk.TrustAsync(cancellationToken);
            await ReportOutput.WriteAsync(parsed.GetValue(file), async stream => await stream.WriteAsync(trust, cancellationToken));
        });
    }

    private static Command RotateKey()
    {
        var data = SharedOptions.Data();
        var command = new Command("rotate-key", "Sign with a new key from now on; what the old one signed stays valid") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await StorageOnly.OpenMigratedAsync(parsed.GetValue(data), cancellationToken);
            await services.GetRequiredService<IVersionRegistry>().RotateKeyAsync(cancellationToken);
            Console.Out.WriteLine("The registry signs with a new key. Export the trust file anew and bring it to the gates.");
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Version() => new("version") { Description = "Manifest digest, package URL, or a directory or file of the model" };

    private static Command WithDesk(Command command, Func<ParseResult, IRegistryDesk, CancellationToken, Task> run) =>
        DeskCommand.With(command, Desks.OpenAsync, async (parsed, desk, cancellationToken) =>
        {
            await run(parsed, desk, cancellationToken);
            return ExitCode.Ok;
        });
}
