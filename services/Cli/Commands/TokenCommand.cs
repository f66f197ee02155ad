using System.CommandLine;
using Assay.Cli.Hosting;
using Assay.Reporting.Api.Tokens;
using Assay.Storage.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace Assay.Cli.Commands;

/// <summary><c>assay token</c>: API tokens, made on the server's own database.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "Manage API tokens on this server's database") { CreateOne(), ListAll(), RevokeOne() };

    private static Command CreateOne()
    {
        var name = new Option<string>("--name") { Description = "For people", HelpName = "TEXT", Required = true };
        var role = SharedOptions.Choice("--role", ApiRole.Reader, "What it may do; each role includes those before it");
        var days = new Option<int?>("--days") { Description = "Expires after so many days (default: never)", HelpName = "N" };
        var data = SharedOptions.Data();
        var command = new Command("create", "Make a token and print it, once") { name, role, days, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!TokenIssuer.IsValidName(parsed.GetValue(name))) throw new UsageException($"--name takes 1 to {TokenIssuer.MaxNameLength} printable characters");
            if (parsed.GetValue(days) is < 1 or > 36_500) throw new UsageException("--days takes 1 to 36500");
            await using var services = await StorageOnly.OpenMigratedAsync(parsed.GetValue(data), cancellationToken);
            var issuer = new TokenIssuer(services.GetRequiredService<IApiTokenRepository>(), TimeProvider.System);
            var lifetime = parsed.GetValue(days) is { } d ? TimeSpan.FromDays(d) : (TimeSpan?)null;
            var issued = await issuer.IssueAsync(parsed.GetValue(name)!, parsed.GetValue(role), lifetime, cancellationToken);
            Console.Out.WriteLine(issued.Secret);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command ListAll()
    {
        var data = SharedOptions.Data();
        var command = new Command("list", "List tokens; their secrets are not stored") { data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = StorageOnly.Open(parsed.GetValue(data));
            foreach (var token in await services.GetRequiredService<IApiTokenRepository>().ListAsync(cancellationToken))
            {
                var state = token.RevokedAt is not null ? "revoked" : token.ExpiresAt < DateTimeOffset.UtcNow ? "expired" : "valid";
                Console.Out.WriteLine($"{token.Id}  {token.Role.ToString().ToLowerInvariant(),-9}  {state,-7}  {token.Name}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command RevokeOne()
    {
        var id = new Argument<Guid>("id") { Description = "As `assay token list` shows it" };
        var data = SharedOptions.Data();
        var command = new Command("revoke", "Revoke a token") { id, data };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = StorageOnly.Open(parsed.GetValue(data));
            if (!await services.GetRequiredService<IApiTokenRepository>().RevokeAsync(parsed.GetValue(id), cancellationToken))
                throw new UsageException($"there is no token {parsed.GetValue(id)}");
            Console.Out.WriteLine("revoked");
            return ExitCode.Ok;
        });
        return command;
    }
}
