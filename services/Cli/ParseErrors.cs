using System.CommandLine;
using System.CommandLine.Parsing;
using Assay.Contracts.Findings;

namespace Assay.Cli;

/// <summary>What is wrong with a command line: one line for each thing, instead of the whole help.</summary>
internal static class ParseErrors
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var help = $"{Path(parsed.CommandResult)} --help";
        if (parsed.CommandResult.Parent is null && parsed.Errors.Count > 0)
        {
            var typed = parsed.Tokens.Count > 0 ? $"'{EvidenceText.Quote(parsed.Tokens[0].Value)}' is not a command" : "a command is missing";
            return [$"{typed}; '{help}' lists them"];
        }
        // The parser takes a misspelt option for one more argument where any number of them may follow.
        if (parsed.Tokens.All(t => t.Type != TokenType.DoubleDash)
            && parsed.Tokens.FirstOrDefault(t => t.Type == TokenType.Argument && t.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            return [$"'{EvidenceText.Quote(unknown.Value)}' is not an option; see '{help}'"];
        return [.. parsed.Errors.Select(error => $"{EvidenceText.Quote(error.Message)} (see '{help}')")];
    }

    private static string Path(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{Path(parent)} {command.Command.Name}" : "assay";
}
