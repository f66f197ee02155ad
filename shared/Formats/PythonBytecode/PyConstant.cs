namespace Assay.Formats.PythonBytecode;

/// <summary>A value in marshal data.</summary>
public sealed class PyConstant
{
    private PyConstant(PyConstantKind kind) => Kind = kind;

    public static PyConstant None { get; } = new(PyConstantKind.None);

    public static PyConstant Other { get; } = new(PyConstantKind.Other);

    public PyConstantKind Kind { get; }

    /// <summary>The text; empty for other kinds.</summary>
    public string Text { get; private init; } = "";

    /// <summary>The bytes; empty for other kinds.</summary>
    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <summary>The integer; 0 or 1 for a boolean; the bits of a float.</summary>
    public long Number { get; private init; }

    /// <summary>The code object, where it is one.</summary>
    public PyCode? Code { get; private init; }

    /// <summary>Items of a container. A reference may lead back to the container itself: whoever descends bounds the depth.</summary>
    public IReadOnlyList<PyConstant> Items { get; private init; } = [];

    public static PyConstant Of(string text) => new(PyConstantKind.Text) { Text = text };

    public static PyConstant Of(ReadOnlyMemory<byte> bytes) => new(PyConstantKind.Bytes) { Bytes = bytes };

    public static PyConstant Of(long number) => new(PyConstantKind.Int) { Number = number };

    public static PyConstant Of(bool value) => new(PyConstantKind.Bool) { Number = value ? 1 : 0 };

    public static PyConstant Of(double value) => new(PyConstantKind.Float) { Number = BitConverter.DoubleToInt64Bits(value) };

    public static PyConstant Of(PyCode code) => new(PyConstantKind.Code) { Code = code };

    public static PyConstant Of(PyConstantKind container, IReadOnlyList<PyConstant> items) => new(container) { Items = items };
}
