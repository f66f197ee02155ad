using System.CommandLine;
using System.Text.Json;
using Assay.Attestation.Transparency;
using Assay.Cli.Hosting;
using Assay.Cli.Log;
using Assay.Cli.Provenance;
using Assay.Contracts;
using Assay.Contracts.Findings;

namespace Assay.Cli.Commands;

/// <summary><c>assay log</c>: the transparency log.</summary>
internal static class LogCommand
{
    public static Command Create() =>
        new("log", "Show, copy and check the transparency log") { ShowCheckpoint(), ShowKeys(), Prove(), Export(), Verify(), Monitor(), RotateKey() };

    private static Command ShowCheckpoint() =>
        WithLog(new("checkpoint", "Print the newest checkpoint, a signed note"), async (_, log, cancellationToken) =>
    {
        Console.Out.Write(await log.Source.ReadCheckpointAsync(cancellationToken) ?? throw new UsageException("the log has no entry yet"));
        return ExitCode.Ok;
    });

    private static Command ShowKeys() =>
        WithLog(new("keys", "Print every key that ever signed a checkpoint, one a line"), async (_, log, cancellationToken) =>
    {
        foreach (var key in await log.KeysAsync(cancellationToken)) Console.Out.WriteLine(key.ToKeyText());
        return ExitCode.Ok;
    });

    private static Command Prove()
    {
        var index = new Argument<long>("index") { Description = "Of the entry" };
        return WithLog(new("prove", "Print an entry with the proof that the newest checkpoint covers it, as "
            + "JSON") { index }, async (parsed, log, cancellationToken) =>
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(await log.ProveAsync(parsed.GetValue(index), cancellationToken), AssayJson.Indented));
            return ExitCode.Ok;
        });
    }

    private static Command Export()
    {
        var folder = new Argument<string>("folder") { Description = "Made where it is missing; what was added since is added" };
        return WithLog(new("export", "Copy the log into a folder, as tlog-tiles lays it out") { folder }, async (parsed, log, cancellationToken) =>
        {
            var note = await log.Source.ReadCheckpointAsync(cancellationToken) ?? throw new UsageException("the log has no entry yet");
            var checkpoint = SignedCheckpoint.Verify(note, [.. await log.KeysAsync(cancellationToken)]);
            if (!checkpoint.IsOk) throw new UsageException($"the log's checkpoint does not count: {checkpoint.Reason}");
            try
            {
                var entries = await LogExport.RunAsync(log.Source, checkpoint.Value, parsed.GetValue(folder)!, cancellationToken);
                Console.Out.WriteLine($"{entries} entries: {EvidenceText.Quote(parsed.GetValue(folder)!)}");
                return ExitCode.Ok;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogDamagedException)
            {
                throw new UsageException($"the log cannot be copied: {e.Message}");
            }
        });
    }

    private static Command Verify()
    {
        var folder = new Argument<string?>("folder") { Description = "A copied log; without it, the log itself", Arity = ArgumentArity.ZeroOrOne };
        var since = new Option<string[]>("--since")
        {
            Description = "File with a checkpoint that was kept; may be repeated",
            HelpName = "CHECKPOINT",
        };
        var keys = KeysOption();
        return WithLog(new("verify", "Read the whole log and compare it with its tiles, its checkpoint and those that were "
            + "kept") { folder, since, keys }, async (parsed, log, cancellationToken) =>
        {
            var trusted = await TrustedAsync(parsed.GetValue(keys), log, cancellationToken);
            var paths = parsed.GetValue(since) ?? [];
            var seen = paths.SelectMany(path => SeenCheckpoints.Verified([BoundedFile.ReadText(path, "the checkpoint")], trusted, path)).ToList();
            ILogSource source = parsed.GetValue(folder) is { } path ? new LogFolder(path) : log.Source;
            return Print(await new LogAudit(source, trusted).RunAsync(seen, cancellationToken));
        });
    }

    private static Command Monitor()
    {
        var file = new Option<string?>("--seen")
        {
            Description = "File with the checkpoints seen so far (default: log-seen.json in the data folder)",
            HelpName = "FILE",
        };
        var keys = KeysOption();
        var data = SharedOptions.Data();
        return WithLog(
            new(
                "monitor",
                "Compare the log with every checkpoint seen before, and remember the newest; run it regularly, best on another "
                + "machine") { file, keys },
            async (parsed, log, cancellationToken) =>
            {
                var path = parsed.GetValue(file) ?? Path.Combine(DataFolder.Ensure(parsed.GetValue(data)), "log-seen.json");
                var trusted = await TrustedAsync(parsed.GetValue(keys), log, cancellationToken);
                var notes = SeenCheckpoints.Read(path);
                var result = await new LogAudit(log.Source, trusted).RunAsync(SeenCheckpoints.Verified(notes, trusted, path), cancellationToken);
                // What was found wrong is not remembered: the next look shall find it again.
                if (result is { Problems: [], Checkpoint: { } checkpoint }) SeenCheckpoints.Add(path, notes, checkpoint.Note);
                return Print(result);
            },
            data);
    }

    private static Command RotateKey() =>
        WithLog(new("rotate-key", "Sign checkpoints with a new key from now on; those of the old one stay "
            + "valid"), async (_, log, cancellationToken) =>
    {
        var checkpoint = await (
            log.Local
                ?? throw new UsageException("keys are changed on the server's own machine, without --server")).RotateKeyAsync(cancellationToken);
        Console.Out.WriteLine(
            "The log signs with a new key; this checkpoint is signed by both. Export the trust file anew and bring it to gates and monitors.");
        Console.Out.Write(checkpoint.Note);
        return ExitCode.Ok;
    });

    private static Option<string?> KeysOption() => new("--trust")
    {
        Description = "Trust file, or file with the log's keys, from elsewhere (default: the keys that the log itself names)",
        HelpName = "FILE",
    };

    private static async Task<IReadOnlyList<NoteKey>> TrustedAsync(string? file, LogAccess log, CancellationToken cancellationToken) =>
        file is null ? await log.KeysAsync(cancellationToken) : LogKeys.FromFile(file);

    private static int Print(LogAuditResult result)
    {
        foreach (var problem in result.Problems) Console.Out.WriteLine(EvidenceText.Quote(problem));
        if (result.Problems.Count > 0) return ExitCode.Findings;
        Console.Out.WriteLine(
            result.Checkpoint is { Checkpoint: var c } ? $"{c.Size} entries, as signed: nothing was changed" : "the log has no entry yet");
        return ExitCode.Ok;
    }

    private static Command WithLog(Command command, Func<ParseResult, LogAccess, CancellationToken, Task<int>> run, Option<string?>? data = null)
    {
        data ??= SharedOptions.Data();
        var (server, token) = (SharedOptions.Server(), SharedOptions.Token());
        foreach (var option in new Option[] { server, token, data }) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // A monitor of a server keeps its file in the data folder: naming one does not mean this machine's log there.
            var ofServer = parsed.GetValue(server) is not null;
            await using var log = await LogAccess.OpenAsync(
                parsed.GetValue(server), parsed.GetValue(token), ofServer ? null : parsed.GetValue(data), cancellationToken);
            return await run(parsed, log, cancellationToken);
        });
        return command;
    }
}
