namespace Assay.Domain.Trust.Lists;

/// <summary>A line of a list: an entry, or what is wrong with it.</summary>
/// <param name="Number">Line in the file, or place in the document, from 1.</param>
/// <param name="Entry">Null where the line is not one.</param>
/// <param name="Problem">For a person; null where there is an entry, or where the line was skipped on purpose.</param>
public readonly record struct ListLine(long Number, ListEntry? Entry, string? Problem)
{
    public static ListLine Of(long number, ListEntry entry) => new(number, entry, null);

    public static ListLine Wrong(long number, string problem) => new(number, null, problem);

    /// <summary>A line that speaks of another digest than SHA-256, which nothing here is known by.</summary>
    public static ListLine Skipped(long number) => new(number, null, null);
}
