namespace Assay.Formats.Jinja;

/// <summary>A statement of a template.</summary>
/// <param name="Offset">In characters, from the template's beginning.</param>
public abstract record JinjaStatement(int Offset);

/// <summary>Text that is put out as it is.</summary>
public sealed record JinjaData(int Offset, string Text) : JinjaStatement(Offset);

/// <summary><c>{{ value }}</c>.</summary>
public sealed record JinjaOutput(int Offset, JinjaExpression Value) : JinjaStatement(Offset);

/// <summary><c>if</c>; <c>elif</c> is an if in <paramref name="Else"/>.</summary>
public sealed record JinjaIf(int Offset, JinjaExpression Condition, IReadOnlyList<JinjaStatement> Then, IReadOnlyList<JinjaStatement> Else) : JinjaStatement(Offset);

/// <summary><c>for</c>.</summary>
public sealed record JinjaFor(
    int Offset, JinjaExpression Target, JinjaExpression Items, JinjaExpression? Filter, IReadOnlyList<JinjaStatement> Body, IReadOnlyList<JinjaStatement> Else,
    bool IsRecursive) : JinjaStatement(Offset);

/// <summary><c>set target = value</c>, or a block that is captured.</summary>
public sealed record JinjaSet(int Offset, JinjaExpression Target, JinjaExpression? Value, IReadOnlyList<JinjaStatement>? Body) : JinjaStatement(Offset);

/// <summary>A macro. Also the block of a <c>call</c>, whose name is <c>caller</c>.</summary>
public sealed record JinjaMacro(int Offset, string Name, IReadOnlyList<JinjaParameter> Parameters, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Offset);

/// <summary>A parameter of a macro.</summary>
public sealed record JinjaParameter(string Name, JinjaExpression? Default);

/// <summary><c>call</c>: puts out the call, with the block as its <c>caller</c>.</summary>
public sealed record JinjaCallBlock(int Offset, JinjaExpression Call, JinjaMacro Caller) : JinjaStatement(Offset);

/// <summary>A <c>filter</c> block.</summary>
public sealed record JinjaFilterBlock(int Offset, JinjaFilter Filter, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Offset);

/// <summary>A block with a scope of its own, and variables for it: <c>with</c>, <c>block</c>, <c>generation</c>, <c>autoescape</c>.</summary>
public sealed record JinjaScope(
    int Offset, string Kind, IReadOnlyList<KeyValuePair<JinjaExpression, JinjaExpression>> Variables, IReadOnlyList<JinjaStatement> Body) : JinjaStatement(Offset);

/// <summary><c>include</c>, <c>import</c>, <c>from</c> or <c>extends</c>: another template is loaded.</summary>
public sealed record JinjaLoad(int Offset, string Kind, JinjaExpression Template) : JinjaStatement(Offset);

/// <summary><c>do</c>: an expression whose value is thrown away.</summary>
public sealed record JinjaDo(int Offset, JinjaExpression Value) : JinjaStatement(Offset);

/// <summary><c>break</c>, <c>continue</c> or <c>debug</c>.</summary>
public sealed record JinjaJump(int Offset, string Kind) : JinjaStatement(Offset);
