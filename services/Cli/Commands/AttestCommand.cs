using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Cli.Provenance;
using Assay.Cli.Registry;
using Assay.Cli.Remote;
using Assay.Reporting.Attestations;

namespace Assay.Cli.Commands;

/// <summary><c>assay attest</c>: the signed statements of a scan.</summary>
internal static class AttestCommand
{
    public static Command Create()
    {
        var scan = new Argument<Guid>("scan") { Description = "The scan, as reports name it" };
        var output = new Option<string?>("--output") { Description = "Write to a file instead of standard output", HelpName = "FILE" };
        var signing = new AttestationOptionsOfCommands();
        var (server, token, data) = (SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        var command = new Command("attest", "Write the signed statements of a scan, for 'assay verify --attestation'")
        {
            scan, output, signing.Key, signing.PassphraseFile, signing.PassphraseEnv, signing.ValidFor, server, token, data,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(output);
            ReportOutput.Check(path);
            var id = parsed.GetValue(scan);
            var named = signing.Signing(parsed);
            using var key = named?.Signer as IDisposable;
            if (Desks.IsRemote(parsed.GetValue(server), parsed.GetValue(data)))
            {
                if (named is not null) throw new UsageException("a server signs with its own key; --key goes with a scan on this machine");
                var client = Server.Connect(parsed.GetValue(server), parsed.GetValue(token));
                await ReportOutput.WriteAsync(path, async stream =>
                {
                    if (await client.FileAsync($"/scans/{id:D}/attestations", stream, cancellationToken) is { } failure) throw new UsageException(failure.Message);
                });
                return ExitCode.Ok;
            }
            var file = await LocalAsync(parsed.GetValue(data), id, named, cancellationToken);
            await ReportOutput.WriteAsync(path, async stream => await stream.WriteAsync(file, cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    private static async Task<byte[]> LocalAsync(string? data, Guid scan, AttestationSigning? signing, CancellationToken cancellationToken)
    {
        await using var services = await StorageOnly.OpenMigratedAsync(data, cancellationToken);
        var (file, problem) = await AttestationOfScan.MakeAsync(services, scan, signing ?? AttestationOfScan.Configured(), cancellationToken);
        return file ?? throw new UsageException(problem!);
    }
}
