namespace Assay.Inspect.Analysers.Pickle;

/// <summary>Which arguments a harmless callable takes when an honest writer made the pickle.</summary>
internal enum ArgumentRule
{
    /// <summary>Data of any kind; text that is plainly source code or a command does not belong.</summary>
    Data,

    /// <summary>No text as a direct argument.</summary>
    NoText,

    /// <summary>Imports among the arguments are called later: each has to be harmless, too.</summary>
    Imports,

    /// <summary>An object and the name of an attribute without underscores at both ends.</summary>
    GetAttribute,

    /// <summary>Text and the name of a character encoding.</summary>
    TextEncoding,

    /// <summary>The name of a method of text.</summary>
    TextMethod,

    /// <summary>What a class of a package that holds models takes: no path outside, no address, no command. Methods of it are not called.</summary>
    Package,

    /// <summary>The first argument is called with the second: it is judged as a call of its own.</summary>
    Applies,

    /// <summary>To have it is fine, to call it while loading is not.</summary>
    Uncalled,

    /// <summary>One argument: asks for its type. Three arguments make a new class.</summary>
    TypeOf,

    /// <summary>Types that are joined to a union: <c>reduce(or_, (int, str))</c>.</summary>
    Union,

    /// <summary>A type and what it is specialised with: <c>List[int]</c>.</summary>
    TypeItem,

    /// <summary>Plain names of attributes.</summary>
    AttributeNames,

    /// <summary>Bytes that are a pickle or an archive of their own.</summary>
    Nested,
}
