namespace Assay.Inspect.Analysers.Templates;

/// <summary>Where a value comes from.</summary>
[Flags]
internal enum Taint
{
    None = 0,

    /// <summary>The list of messages, or a part of it.</summary>
    Messages = 1,

    /// <summary>One message.</summary>
    Message = 2,

    /// <summary>What a message says.</summary>
    Content = 4,

    /// <summary>One part of a message's content: text, picture ...</summary>
    Part = 8,

    /// <summary>The time.</summary>
    Time = 16,

    /// <summary>How many there are, or the how manieth it is.</summary>
    Count = 32,

    /// <summary>Text that the template puts together and that could not be followed.</summary>
    Built = 64,

    /// <summary>A remainder of a division of a count.</summary>
    Remainder = 128,

    /// <summary>Drawn by lot.</summary>
    Chance = 256,
}
