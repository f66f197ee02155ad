namespace Assay.Formats.PythonSource;

/// <summary>What a node of a Python syntax tree is; the comment says what its text and items are.</summary>
public enum PythonNodeKind
{
    /// <summary>Nothing stands here, as in an open slice.</summary>
    Missing,
    /// <summary>Text: the identifier, after Python's normalisation.</summary>
    Name,
    /// <summary>Text: the characters.</summary>
    Text,
    /// <summary>Text: the bytes, one character each.</summary>
    Bytes,
    /// <summary>Text: the digits as written.</summary>
    Number,
    /// <summary>Text: True, False, None or an ellipsis.</summary>
    Constant,
    /// <summary>A formatted string; items: its parts.</summary>
    Joined,
    /// <summary>Text: the attribute; item: of what.</summary>
    Attribute,
    /// <summary>Items: what is called, then the arguments.</summary>
    Call,
    /// <summary>Text: the parameter's name; item: the value.</summary>
    Keyword,
    /// <summary>Text: one or two asterisks; item: the value.</summary>
    Star,
    /// <summary>Items: the value, the index.</summary>
    Subscript,
    /// <summary>Items: lower, upper, step.</summary>
    Slice,
    /// <summary>Text: the operator; items: two or more operands, of one operator.</summary>
    Binary,
    /// <summary>Text: the operator; item: the operand.</summary>
    Unary,
    /// <summary>A comparison; items: the operands.</summary>
    Compare,
    /// <summary>Text: and, or; items: the operands.</summary>
    Logic,
    /// <summary>Items: value, condition, other value.</summary>
    Conditional,
    /// <summary>Items: parameters, body.</summary>
    Lambda,
    Tuple,
    List,
    Set,
    /// <summary>Items: key and value in turn; an unpacked mapping is a star and a missing node.</summary>
    Map,
    /// <summary>Text: the bracket, <c>[</c>, <c>{</c> or <c>(</c>; items: the element (and a value), then one <see cref="For"/> each.</summary>
    Comprehension,
    Await,
    Yield,
    /// <summary>Items: name, value.</summary>
    Walrus,

    /// <summary>Statements.</summary>
    Block,
    /// <summary>An expression as a statement; item: the expression.</summary>
    Expression,
    /// <summary>Items: targets, the value last.</summary>
    Assign,
    /// <summary>Text: the operator; items: target, value.</summary>
    Augmented,
    /// <summary>Items: <see cref="Alias"/>.</summary>
    Import,
    /// <summary>Text: the module with its leading dots; items: <see cref="Alias"/>.</summary>
    ImportFrom,
    /// <summary>Text: the name; item: the other name, or missing.</summary>
    Alias,
    /// <summary>Text: the name; items: decorators, parameters, body.</summary>
    Function,
    /// <summary>Text: the name; items: decorators, arguments, body.</summary>
    Class,
    /// <summary>A group without meaning of its own: decorators, parameters, arguments.</summary>
    Group,
    /// <summary>Text: the name; item: the default, or missing.</summary>
    Parameter,
    /// <summary>Items: condition and block in turn; a last block without a condition is the else branch.</summary>
    If,
    /// <summary>Items: target, source, conditions of a comprehension or blocks.</summary>
    For,
    /// <summary>Items: condition, blocks.</summary>
    While,
    /// <summary>Items: blocks and the expressions of handlers.</summary>
    Try,
    /// <summary>Items: <see cref="Walrus"/> for what is bound, or expressions; the block last.</summary>
    With,
    /// <summary>Items: subject, patterns, guards and blocks.</summary>
    Match,
    Return,
    /// <summary>Raise, assert, del, print of Python 2; items: their expressions.</summary>
    Statement,
    /// <summary>What could not be parsed; text: the line as written.</summary>
    Error,
}
