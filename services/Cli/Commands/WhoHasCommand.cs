using System.CommandLine;
using Assay.Cli.Lineage;
using Assay.Contracts.Values;

namespace Assay.Cli.Commands;

/// <summary><c>assay who-has</c>: models that have certain bytes.</summary>
internal static class WhoHasCommand
{
    public static Command Create()
    {
        var digest = new Argument<string>("digest") { Description = "SHA-256 of a file, or of a tensor" };
        var (format, server, token, data) = (LineageText.Format(), SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        var command = new Command("who-has", "List the known models that have certain bytes, as a file or as a tensor") { digest, format, server, token, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var text = parsed.GetValue(digest)!;
            if (text.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)) text = text["sha256:".Length..];
            if (!Sha256Digest.TryParse(text, out var value)) throw new UsageException("a digest has 64 hexadecimal digits; who-has wants the SHA-256 of a file or of a tensor");
            var holders = await ContentQuestions.WhoHasAsync(value, parsed.GetValue(server), parsed.GetValue(token), parsed.GetValue(data), cancellationToken);
            Console.Out.WriteLine(LineageText.Of(holders, LineageText.IsJson(parsed.GetValue(format)!)));
            return ExitCode.Ok;
        });
        return command;
    }
}
