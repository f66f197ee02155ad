using System.CommandLine;
using Assay.Cli.Doctor;
using Assay.Cli.Hosting;

namespace Assay.Cli.Commands;

/// <summary><c>assay doctor</c>: what this machine can do, and what to install.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var command = new Command("doctor", "Say what this machine can do, and what to install") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = DataFolder.Ensure(parsed.GetValue(data));
            List<Check> checks = [.. MachineChecks.Run(folder), .. await ProbeChecks.RunAsync(cancellationToken), .. await ServerChecks.RunAsync(cancellationToken)];
            foreach (var check in checks)
            {
                Console.Out.WriteLine($"{check.Mark,-5} {check.Subject,-16} {check.Detail}");
                if (check.Remedy is not null) Console.Out.WriteLine($"{"",-22} -> {check.Remedy}");
            }
            return checks.Any(c => c.State == CheckState.Broken) ? ExitCode.Incomplete : ExitCode.Ok;
        });
        return command;
    }
}
