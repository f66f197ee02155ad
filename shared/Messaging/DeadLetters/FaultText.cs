namespace Assay.Messaging.DeadLetters;

/// <summary>
/// Makes an exception short enough to travel. A parser's error may quote the file it read; a text that outgrows a frame makes the broker close the
/// channel, and the message comes back for ever.
/// </summary>
public static class FaultText
{
    /// <summary>Longest text that is passed on, in characters.</summary>
    public const int MaxLength = 4096;

    private const int MaxCauses = 5;

    /// <summary>Type and message of an exception and its causes, cut.</summary>
    public static string Of(Exception exception)
    {
        var text = "";
        var cause = exception;
        for (var depth = 0; cause is not null && depth < MaxCauses && text.Length < MaxLength; depth++, cause = cause.InnerException)
        {
            text += (depth == 0 ? "" : " <- ") + cause.GetType().Name + ": " + Cut(cause.Message);
        }

        return Cut(text);
    }

    /// <summary>The text, or its first part and an ellipsis.</summary>
    public static string Cut(string? text) => text is null ? "" : text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), "…");
}
