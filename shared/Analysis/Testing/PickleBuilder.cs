using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Assay.Formats.Pickle;

namespace Assay.Analysis.Testing;

/// <summary>Writes pickles opcode by opcode, for tests and samples. Nothing is checked: broken pickles are wanted, too.</summary>
public sealed class PickleBuilder
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public PickleBuilder Op(PickleOpcode opcode, params ReadOnlySpan<byte> argument)
    {
        _bytes.Write([(byte)opcode]);
        _bytes.Write(argument);
        return this;
    }

    /// <summary>Bytes as they are.</summary>
    public PickleBuilder Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public PickleBuilder Proto(byte version) => Op(PickleOpcode.Proto, version);

    public PickleBuilder Mark() => Op(PickleOpcode.Mark);

    public PickleBuilder Stop() => Op(PickleOpcode.Stop);

    public PickleBuilder Reduce() => Op(PickleOpcode.Reduce);

    public PickleBuilder Build() => Op(PickleOpcode.Build);

    public PickleBuilder Global(string module, string name) => Op(PickleOpcode.Global, Encoding.UTF8.GetBytes(module + "\n" + name + "\n"));

    public PickleBuilder Inst(string module, string name) => Op(PickleOpcode.Inst, Encoding.UTF8.GetBytes(module + "\n" + name + "\n"));

    /// <summary>The two names as text, then STACK_GLOBAL.</summary>
    public PickleBuilder StackGlobal(string module, string name) => Text(module).Text(name).Op(PickleOpcode.StackGlobal);

    public PickleBuilder Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Op(PickleOpcode.BinUnicode, Length(utf8.Length));
        return Raw(utf8);
    }

    public PickleBuilder Bytes(ReadOnlySpan<byte> bytes)
    {
        Op(PickleOpcode.BinBytes, Length(bytes.Length));
        return Raw(bytes);
    }

    public PickleBuilder Int(int value) => Op(PickleOpcode.BinInt, Length(value));

    public PickleBuilder Put(byte index) => Op(PickleOpcode.BinPut, index);

    public PickleBuilder Get(byte index) => Op(PickleOpcode.BinGet, index);

    public PickleBuilder EmptyTuple() => Op(PickleOpcode.EmptyTuple);

    public PickleBuilder Tuple1() => Op(PickleOpcode.Tuple1);

    public PickleBuilder Tuple2() => Op(PickleOpcode.Tuple2);

    public PickleBuilder EmptyDict() => Op(PickleOpcode.EmptyDict);

    private static byte[] Length(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
