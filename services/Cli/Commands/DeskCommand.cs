using System.CommandLine;

namespace Assay.Cli.Commands;

/// <summary>Commands that work on this machine's database or on a server, whichever is named.</summary>
internal static class DeskCommand
{
    /// <summary>Adds the options that say which of the two is meant, opens it and runs with it.</summary>
    /// <param name="command">What they are added to.</param>
    /// <param name="open">Takes the server, the token and the data folder, as typed.</param>
    /// <param name="run">What the command does; its value is the exit status.</param>
    public static Command With<TDesk>(
        Command command,
        Func<string?, string?, string?, CancellationToken, Task<TDesk>> open,
        Func<ParseResult, TDesk, CancellationToken, Task<int>> run)
        where TDesk : IAsyncDisposable
    {
        var (server, token, data) = (SharedOptions.Server(), SharedOptions.Token(), SharedOptions.Data());
        foreach (var option in new Option[] { server, token, data }) command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var desk = await open(parsed.GetValue(server), parsed.GetValue(token), parsed.GetValue(data), cancellationToken);
            return await run(parsed, desk, cancellationToken);
        });
        return command;
    }
}
