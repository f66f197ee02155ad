using Assay.Contracts.Findings;
using Assay.Domain.Policies;

namespace Assay.Cli;

/// <summary>Reads a policy from disk.</summary>
internal static class PolicyFile
{
    /// <param name="path">Null for the built-in policy.</param>
    /// <exception cref="UsageException">The file cannot be read, or is no valid policy; every error is in the message.</exception>
    public static Policy Read(string? path)
    {
        if (path is null) return PolicyParser.Default;
        try
        {
            if (new FileInfo(path).Length > PolicyParser.MaxLength) throw new UsageException($"policy {EvidenceText.Quote(path)} is larger than {PolicyParser.MaxLength} bytes");
            return PolicyParser.Parse(File.ReadAllText(path));
        }
        catch (PolicyException e)
        {
            throw new UsageException($"policy {EvidenceText.Quote(path)}: {string.Join("; ", e.Errors.Select(error => EvidenceText.Quote(error)))}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"policy {EvidenceText.Quote(path)} cannot be read: {e.Message}");
        }
    }
}
