using System.CommandLine;
using Assay.Attestation.Transparency;
using Assay.Cli.Commands;
using Assay.Contracts.Findings;
using Assay.Hosting.Startup;
using Assay.Messaging.DeadLetters;
using Assay.Storage;
using Assay.Storage.Keys;

namespace Assay.Cli;

/// <summary>The <c>assay</c> command: parses, runs, and turns whatever goes wrong into one clear line and an exit status.</summary>
public static class CommandLine
{
    /// <summary>Room for several errors of one file; what exceeds it is no line for a person any more.</summary>
    private const int MaxLine = 4096;

    public static async Task<int> RunAsync(string[] args)
    {
        // The sandboxed child speaks a protocol on its standard streams and must not pay for, or print, anything else.
        if (args is ["probe-child", ..]) return await ProbeChildCommand.RunAsync();

        var root = new RootCommand("Assay scans AI models and says, with evidence, which of them may be deployed.")
        {
            ScanCommand.Create(),
            CalibrateCommand.Create(),
            ServeCommand.Create(),
            WorkerCommand.Create(),
            SubmitCommand.Create(),
            StatusCommand.Create(),
            WatchCommand.Create(),
            ReportCommand.Create(),
            CancelCommand.Create(),
            RetryCommand.Create(),
            LineageCommand.Create(),
            WhoHasCommand.Create(),
            RulesCommand.Create(),
            VerifyCommand.Create(),
            SignCommand.Create(),
            AttestCommand.Create(),
            TokenCommand.Create(),
            ApproveCommand.Create(),
            RevokeCommand.Create(),
            RegistryCommand.Create(),
            LogCommand.Create(),
            SourcesCommand.Create(),
            AdvisoryCommand.Create(),
            DbCommand.Create(),
            DoctorCommand.Create(),
            HealthCommand.Create(),
        };
        var parsed = root.Parse(args);
        if (ParseErrors.Of(parsed) is { Count: > 0 } errors)
        {
            foreach (var line in errors) Console.Error.WriteLine($"assay: {line}");
            return ExitCode.Incomplete;
        }
        try
        {
            // The host of a command decides what an interrupt does; the library's own time limit would cut off an orderly stop.
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(90) });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("assay: interrupted");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (Explain(e) is { } lines)
        {
            foreach (var line in lines) Console.Error.WriteLine($"assay: {EvidenceText.Quote(line, MaxLine)}");
            return ExitCode.Incomplete;
        }
    }

    private static IReadOnlyList<string>? Explain(Exception failure) => failure switch
    {
        UsageException or StorageUnavailableException or StorageFullException or SigningKeyException or LogDamagedException => [failure.Message],
        OperationCanceledException => null,
        AggregateException => StartupErrors.Describe(failure),
        _ when StartupErrors.IsConfiguration(failure) => StartupErrors.Describe(failure),
        _ => [$"unexpected failure: {FaultText.Of(failure)}"],
    };
}
