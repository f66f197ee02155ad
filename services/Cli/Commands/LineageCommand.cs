using System.CommandLine;
using Assay.Cli.Lineage;
using Assay.Contracts.Findings;

namespace Assay.Cli.Commands;

/// <summary><c>assay lineage</c>: models that share tensors with a scanned one.</summary>
internal static class LineageCommand
{
    public static Command Create()
    {
        var subject = new Argument<string>("subject") { Description = "A scanned target, a scan's id, or the SHA-256 of a file" };
        var (format, server, token, data) = (LineageText.Format(), SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        var command = new Command("lineage", "List the scanned models that share tensors with one") { subject, format, server, token, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetValue(subject)!;
            var json = LineageText.IsJson(parsed.GetValue(format)!);
            var view = await ContentQuestions.LineageAsync(text, parsed.GetValue(server), parsed.GetValue(token), parsed.GetValue(data), cancellationToken)
                ?? throw new UsageException($"nothing is known of '{EvidenceText.Quote(text, 200)}': scan it first (assay scan, depth full)");
            Console.Out.WriteLine(LineageText.Of(view, json));
            return ExitCode.Ok;
        });
        return command;
    }
}
