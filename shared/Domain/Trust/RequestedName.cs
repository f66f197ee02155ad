namespace Assay.Domain.Trust;

/// <summary>The repository name in a target, as its user typed it.</summary>
public static class RequestedName
{
    private const string HubScheme = "hf://";

    /// <summary><c>hf://org/name@revision</c> asks for <c>org/name</c>; null for targets that are not on a hub.</summary>
    public static string? Of(string target)
    {
        if (!target.StartsWith(HubScheme, StringComparison.Ordinal)) return null;
        var at = target.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? target[HubScheme.Length..] : target[HubScheme.Length..at];
    }
}
