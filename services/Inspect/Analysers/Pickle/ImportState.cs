using Assay.Formats.Pickle;

namespace Assay.Inspect.Analysers.Pickle;

/// <summary>What is known of one import while a pickle is followed.</summary>
internal sealed class ImportState(PickleImport import, Reach reach)
{
    public PickleImport Import { get; } = import;

    public Reach Reach { get; } = reach;

    /// <summary>The first call of it; null where it is only named.</summary>
    public PickleCall? FirstCall { get; set; }

    /// <summary>True where a call could be that of a function: NEWOBJ only ever makes an instance of a class.</summary>
    public bool IsApplied { get; set; }

    /// <summary>What the texts among the arguments of some call are, see <see cref="TextEvidence"/>; null where none is telling.</summary>
    public string? Telling { get; set; }

    /// <summary>Calls of it.</summary>
    public long Calls { get; set; }

    /// <summary>True where a complaint about its arguments was reported.</summary>
    public bool ArgumentsReported { get; set; }
}
