using System.Text;
using Assay.Contracts.Values;

namespace Assay.Tests.Unit.Inspect.Walk;

/// <summary>Formats that are a short head and numbers: known by name, and searched for what does not belong among numbers.</summary>
public sealed class KnownNumbersTests
{
    public static TheoryData<string, byte[]> Honest => new()
    {
        { FileFormat.Kaldi, [0, (byte)'B', .. "<TransitionModel> <Topology> "u8, .. new byte[400]] },
        { FileFormat.Kaldi, [0, (byte)'B', .. "FM "u8, 4, 10, 0, 0, 0, 4, 10, 0, 0, 0, .. new byte[400]] },
        { FileFormat.Darknet, [0, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 0, 0x90, 0xe8, 1, 0, 0, 0, 0, .. Numbers(100)] },
        { FileFormat.Darknet, [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x90, 0xe8, 1, .. Numbers(100)] },
        { FileFormat.WordVectors, [.. "2 25\nthe "u8, .. Numbers(25), .. "\nof "u8, .. Numbers(25), 10] },
        { FileFormat.Ncnn, [.. "7767517\n75 83\nInput            data             0 1 data 0=227 1=227 2=3\n"u8] },
    };

    private static byte[] Numbers(int count)
    {
        var bytes = new byte[count * 4];
        for (var i = 0; i < count; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * 4), 0.001f * (i + 1));
        return bytes;
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task The_format_is_known_and_raises_nothing(string format, byte[] bytes)
    {
        var result = await Samples.RunAsync(bytes);
        result.Formats.ShouldContain(format);
        Samples.FindingsOf(result).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task A_pickle_behind_the_numbers_is_found(string format, byte[] bytes)
    {
        // Behind the first bytes, so that the head still fits: lengths are multiples of four.
        byte[] pickle = [.. ExampleModels.CanaryPickle()];
        byte[] hidden = [.. bytes, .. pickle, .. new byte[(4 - (pickle.Length % 4)) % 4]];
        (await Samples.WalkAsync(hidden)).ShouldContain(f => f.Rule == "ASY-PKL-001", format);
    }

    [Theory]
    [InlineData("2 25\nthe quick brown fox jumps over the lazy dog, and so on for a while until there is enough text\n")]
    [InlineData("7767518\nsomething else\n")]
    public async Task Text_stays_text(string text) => (await Samples.RunAsync(Encoding.UTF8.GetBytes(text))).Formats.ShouldBe([FileFormat.Text]);
}
