using System.CommandLine;
using Assay.Cli.Registry;
using Assay.Contracts.Values;
using Assay.Domain.Registry;
using Assay.Reporting.Api.Shapes;
using Assay.Storage.Registry;

namespace Assay.Cli.Commands;

/// <summary><c>assay revoke</c>: withdraws versions.</summary>
internal static class RevokeCommand
{
    public static Command Create()
    {
        var version = new Argument<string>("version") { Description = "Manifest digest, package URL, or a directory or file of the model" };
        var reason = new Option<string>("--reason") { Description = "Why; whoever is stopped by it reads this", HelpName = "TEXT", Required = true };
        var replacement = new Option<string?>("--replacement") { Description = "Manifest digest of what to use instead", HelpName = "DIGEST" };
        var (server, token, data) = (SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        var command = new Command("revoke", "Withdraw a version of a model, approved or not") { version, reason, replacement, server, token, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = new RegistryActRequest
            {
                Version = Version(parsed.GetValue(version)!, cancellationToken),
                Reason = parsed.GetValue(reason),
                Replacement = Digest(parsed.GetValue(replacement), "--replacement"),
            };
            await using var desk = await Desks.OpenAsync(parsed.GetValue(server), parsed.GetValue(token), parsed.GetValue(data), cancellationToken);
            RegistryText.Print(await desk.ActAsync(RegistryActKind.Revoke, request, cancellationToken));
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What is a digest or a package URL stays as it is; else the digest of what lies there.</summary>
    internal static string Version(string text, CancellationToken cancellationToken) =>
        RegistrySelector.Parse(text) is not null ? text : FolderManifest.Of(text, cancellationToken).Digest.Hex;

    /// <exception cref="UsageException">It is no digest.</exception>
    internal static Sha256Digest Digest(string? text, string option)
    {
        if (text is null) return default;
        return RegistrySelector.Parse(text) is { Manifest: { IsEmpty: false } digest }
            ? digest
            : throw new UsageException($"{option} takes a manifest digest of 64 hexadecimal digits");
    }
}
