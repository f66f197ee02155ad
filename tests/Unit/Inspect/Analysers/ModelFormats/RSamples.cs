using System.Buffers.Binary;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.ModelSamples;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

/// <summary>Serialised R objects, item by item.</summary>
internal static class RSamples
{
    public const int Unbound = 252;
    public const int Nil = 254;

    public static byte[] Rds(byte[] item) => Join(Text("X\n"), Big(2), Big(0x40200), Big(0x20300), item);

    public static byte[] Rda(string name, byte[] item) => Join(Text("RDX3\nX\n"), Big(3), Big(0x40200), Big(0x30500), Big(5), Text("UTF-8"),
        Big(0x402), Symbol(name), item, Big(Nil));

    public static byte[] Chars(string text) => Join(Big(0x40009), Big(text.Length), Text(text));

    public static byte[] Symbol(string name) => Join(Big(1), Chars(name));

    public static byte[] String(string text) => Join(Big(16), Big(1), Chars(text));

    public static byte[] Numbers(params double[] values) => Join([Big(14), Big(values.Length), .. values.Select(Double)]);

    public static byte[] Vector(params byte[][] items) => Join([Big(19), Big(items.Length), .. items]);

    public static byte[] Call(byte[] callee, params byte[][] arguments) => Join([Big(6), callee, .. arguments.SelectMany(a => new[] { Big(2), a }),
        Big(Nil)]);

    public static byte[] Call(string name, params byte[][] arguments) => Call(Symbol(name), arguments);

    public static byte[] Promise(byte[] value, byte[] expression) => Join(Big(5), value, expression);

    public static byte[] Closure(byte[] body) => Join(Big(0x403), Big(253), Big(Nil), body);

    public static byte[] Environment(string variable, byte[] value) =>
        Join(Big(4), Big(0), Big(253), Big(0x402), Symbol(variable), value, Big(Nil), Big(Nil), Big(Nil));

    public static byte[] Big(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Double(double value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        return bytes;
    }
}
