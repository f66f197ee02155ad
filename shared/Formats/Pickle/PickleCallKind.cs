namespace Assay.Formats.Pickle;

/// <summary>Which opcode makes the loader call something.</summary>
public enum PickleCallKind
{
    /// <summary>REDUCE: callable and tuple of arguments.</summary>
    Reduce,

    /// <summary>INST: a named class and the arguments since the mark.</summary>
    Inst,

    /// <summary>OBJ: a class and arguments since the mark.</summary>
    Obj,

    /// <summary>NEWOBJ and NEWOBJ_EX: <c>cls.__new__(cls, *args, **kwargs)</c>.</summary>
    NewObj,

    /// <summary>BUILD: <c>__setstate__</c>, or overwriting the object's attributes.</summary>
    Build,
}
