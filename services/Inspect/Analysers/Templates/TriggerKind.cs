namespace Assay.Inspect.Analysers.Templates;

/// <summary>What a condition depends on. Later ones are graver.</summary>
internal enum TriggerKind
{
    /// <summary>Marks that honest templates look for: thinking, tools, media.</summary>
    Control,

    /// <summary>How many messages there are, or which one it is.</summary>
    Count,

    /// <summary>A mark that no known family uses.</summary>
    Mark,

    Chance,
    Time,

    /// <summary>Words of the conversation.</summary>
    Word,
}
