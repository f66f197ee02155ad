namespace Assay.Formats.PythonBytecode;

/// <summary>
/// Instructions that say what code reaches, under their names in CPython. Numbers differ from version to version, see
/// <see cref="PyOpcodeTable"/>; all others are <see cref="Unknown"/>.
/// </summary>
public enum PyOpcode : byte
{
    Unknown,
    Nop,
    ExtendedArg,
    PopTop,
    DupTop,
    RotTwo,
    Copy,
    Swap,
    PushNull,
    KwNames,
    LoadConst,
    ReturnConst,
    LoadSmallInt,
    LoadName,
    LoadGlobal,
    LoadFast,
    LoadFastPair,
    LoadDeref,
    LoadAttr,
    LoadMethod,
    LoadSuperAttr,
    StoreName,
    StoreGlobal,
    StoreFast,
    StoreFastLoadFast,
    StoreFastPair,
    StoreDeref,
    StoreAttr,
    ImportName,
    ImportFrom,
    ImportStar,
    Call,
    CallKw,
    CallEx,
    BinaryAdd,
    BinaryModulo,
    BinaryOperation,
    BinarySubscript,
    BuildString,
    BuildTuple,
    FormatValue,
    MakeFunction,
    Return,
    GetIter,
    PopJump,
    ToBool,

    /// <summary>CALL_INTRINSIC_1; number 2 is the star import.</summary>
    Intrinsic,
}
