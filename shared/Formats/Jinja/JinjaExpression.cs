namespace Assay.Formats.Jinja;

/// <summary>An expression of a template.</summary>
/// <param name="Offset">In characters, from the template's beginning.</param>
public abstract record JinjaExpression(int Offset);

/// <summary>A literal: text, whole number, number, truth value, or null for none.</summary>
public sealed record JinjaLiteral(int Offset, object? Value) : JinjaExpression(Offset);

/// <summary>A variable.</summary>
public sealed record JinjaName(int Offset, string Name) : JinjaExpression(Offset);

/// <summary><c>target.name</c>.</summary>
public sealed record JinjaAttribute(int Offset, JinjaExpression Target, string Name) : JinjaExpression(Offset);

/// <summary><c>target[index]</c>.</summary>
public sealed record JinjaSubscript(int Offset, JinjaExpression Target, JinjaExpression Index) : JinjaExpression(Offset);

/// <summary><c>start:stop:step</c> inside brackets.</summary>
public sealed record JinjaSlice(int Offset, JinjaExpression? Start, JinjaExpression? Stop, JinjaExpression? Step) : JinjaExpression(Offset);

/// <summary>One argument of a call. <paramref name="Stars"/> counts the asterisks in front of it.</summary>
public sealed record JinjaArgument(string? Name, JinjaExpression Value, int Stars);

/// <summary><c>target(arguments)</c>.</summary>
public sealed record JinjaCall(int Offset, JinjaExpression Target, IReadOnlyList<JinjaArgument> Arguments) : JinjaExpression(Offset);

/// <summary><c>target | name(arguments)</c>; without target at the head of a filter block.</summary>
public sealed record JinjaFilter(int Offset, JinjaExpression? Target, string Name, IReadOnlyList<JinjaArgument> Arguments) : JinjaExpression(Offset);

/// <summary><c>target is [not] name(arguments)</c>.</summary>
public sealed record JinjaTest(int Offset, JinjaExpression Target, string Name, IReadOnlyList<JinjaArgument> Arguments, bool Negated) : JinjaExpression(Offset);

/// <summary><c>not</c>, <c>-</c> or <c>+</c>.</summary>
public sealed record JinjaUnary(int Offset, string Operator, JinjaExpression Operand) : JinjaExpression(Offset);

/// <summary>Arithmetic, <c>~</c>, <c>and</c>, <c>or</c>.</summary>
public sealed record JinjaBinary(int Offset, string Operator, JinjaExpression Left, JinjaExpression Right) : JinjaExpression(Offset);

/// <summary>A comparison: <c>==</c>, <c>&lt;</c>, <c>in</c>, <c>not in</c> and so on; a chain is several joined by <c>and</c>.</summary>
public sealed record JinjaComparison(int Offset, string Operator, JinjaExpression Left, JinjaExpression Right) : JinjaExpression(Offset);

/// <summary><c>then if condition else otherwise</c>.</summary>
public sealed record JinjaConditional(int Offset, JinjaExpression Condition, JinjaExpression Then, JinjaExpression? Otherwise) : JinjaExpression(Offset);

/// <summary>A list or tuple.</summary>
public sealed record JinjaItems(int Offset, IReadOnlyList<JinjaExpression> Items, bool IsTuple) : JinjaExpression(Offset);

/// <summary>A dictionary.</summary>
public sealed record JinjaMap(int Offset, IReadOnlyList<KeyValuePair<JinjaExpression, JinjaExpression>> Pairs) : JinjaExpression(Offset);
