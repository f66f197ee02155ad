using System.Buffers.Binary;
using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Executable;

namespace Assay.Tests.Unit.Inspect.Analysers.Executable;

public sealed class ExecutableAnalyserTests
{
    private static byte[] Elf(ushort type)
    {
        var bytes = new byte[128];
        ((ReadOnlySpan<byte>)[0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]).CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(16), type);
        return bytes;
    }

    private static byte[] Pe(ushort characteristics, int header)
    {
        var bytes = new byte[header + 64];
        "MZ"u8.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(60), header);
        "PE\0\0"u8.CopyTo(bytes.AsSpan(header));
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(header + 22), characteristics);
        return bytes;
    }

    private static byte[] MachO(uint type)
    {
        var bytes = new byte[64];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, 0xfeedfacf);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), 0x0100000c);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), type);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), 12);
        return bytes;
    }

    private static byte[] Compound(string part) =>
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, .. new byte[2000], .. Encoding.Unicode.GetBytes(part + "\0"), .. new byte[100]];

    [Theory]
    [InlineData("VBA", true)]
    [InlineData("Macros", true)]
    [InlineData("WordDocument", false)]
    public async Task A_document_counts_where_it_has_macros(string part, bool counts) =>
        (await Samples.WalkAsync(Compound(part))).Select(f => f.Rule).ShouldBe(counts ? ["ASY-EXE-006"] : []);

    [Fact]
    public async Task A_shortcut_is_a_finding() =>
        (await Samples.WalkAsync([0x4c, 0, 0, 0, 1, 0x14, 2, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0x46, 0x9b, .. new byte[80]])).ShouldHaveSingleItem().Rule.ShouldBe("ASY-EXE-005");

    [Theory]
    [InlineData(new byte[] { 0x1b, (byte)'L', (byte)'u', (byte)'a', 0x54, 0, 0x19, 0x93, 0x0d, 0x0a, 0x1a, 0x0a })]
    [InlineData(new byte[] { 0x1b, (byte)'L', (byte)'J', 2, 8, 0, 3, 4, 5 })]
    public async Task Compiled_Lua_is_a_finding(byte[] bytes) => (await Samples.WalkAsync(bytes)).ShouldHaveSingleItem().Rule.ShouldBe("ASY-EXE-004");

    public static TheoryData<byte[], string> Programs => new()
    {
        { Elf(2), "ASY-EXE-001" },
        { Elf(3), "ASY-EXE-002" },
        { Pe(0x0002, 128), "ASY-EXE-001" },
        { Pe(0x2002, 128), "ASY-EXE-002" },
        // The header may stand far behind, where a look at the first bytes does not reach.
        { Pe(0x0002, 200_000), "ASY-EXE-001" },
        { MachO(2), "ASY-EXE-001" },
        { MachO(6), "ASY-EXE-002" },
        { [.. Encoding.ASCII.GetBytes("MZqFpD='\n\0\n'\n#!/bin/sh\n"), .. new byte[100]], "ASY-EXE-003" },
        { [0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 61, .. new byte[60]], "ASY-EXE-004" },
        { [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0, .. new byte[60]], "ASY-EXE-004" },
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Programs_libraries_and_compiled_code_are_suspicious(byte[] bytes, string rule)
    {
        var result = await TestBed.For(new ExecutableAnalyser()).WithBytes(bytes).RunAsync(TestContext.Current.CancellationToken);
        result.Of(rule).Severity.ShouldBe(Severity.Medium);
    }

    public static TheoryData<byte[]> LookAlikes => new()
    {
        Encoding.ASCII.GetBytes("MZ is how programs for DOS begin, and this is a sentence of more than sixty-four bytes about it."),
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 77, 99, 3, 4 }.Concat(new byte[60]).ToArray(),
        new byte[] { 0xfe, 0xed, 0xfa, 0xce, 1, 2, 3, 4 }.Concat(Enumerable.Repeat((byte)200, 60)).ToArray(),
        new byte[] { 0xca, 0xfe, 0xba, 0xbe, 0x7f, 0x12, 0x55, 0x99 }.Concat(new byte[60]).ToArray(),
    };

    [Theory]
    [MemberData(nameof(LookAlikes))]
    public async Task Bytes_that_only_begin_like_a_program_are_none(byte[] bytes)
    {
        var result = await TestBed.For(new ExecutableAnalyser()).WithBytes(bytes).RunAsync(TestContext.Current.CancellationToken);
        result.Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_header_that_is_cut_off_anywhere_is_no_error()
    {
        foreach (var bytes in (byte[][])[Elf(2), Pe(2, 128), MachO(2)])
        {
            for (var length = 0; length < bytes.Length; length++)
                await TestBed.For(new ExecutableAnalyser()).WithBytes(bytes.AsMemory(0, length)).As(FileFormat.Executable).RunAsync(TestContext.Current.CancellationToken);
        }
    }
}
