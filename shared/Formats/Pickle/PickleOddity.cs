namespace Assay.Formats.Pickle;

/// <summary>Something that no honest writer produces, while loaders may go on.</summary>
public enum PickleOddity
{
    /// <summary>FRAME claims more bytes than there are.</summary>
    FrameBeyondEnd,

    /// <summary>PROTO names a protocol above 5.</summary>
    UnknownProtocol,

    /// <summary>A memo slot is read that was never written.</summary>
    UndefinedMemo,

    /// <summary>The objects refer to each other so that they would be billions if written out.</summary>
    Expansion,

    /// <summary>A memo slot is written far beyond the others: the mark of a pickle that was spliced into another.</summary>
    MemoJump,

    /// <summary>Values are left behind when the pickle ends.</summary>
    LeftOver,

    /// <summary>More distinct imports, or a larger memo or stack, than are followed.</summary>
    LimitReached,
}
