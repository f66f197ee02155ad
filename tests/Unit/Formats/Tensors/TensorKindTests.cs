using Assay.Formats.Tensors;

namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>Tensors that any two models may have are no evidence.</summary>
public sealed class TensorKindTests
{
    [Fact]
    public void Zeros_ones_and_any_other_single_value_are_constant()
    {
        KindOf("F32", [512], _ => 0f).ShouldBe(TensorKind.Constant);
        KindOf("F32", [300_000], _ => 1f).ShouldBe(TensorKind.Constant);
        KindOf("F32", [300_000], i => i == 299_999 ? 2f : 1f).ShouldBe(TensorKind.Weights);
        KindOf("F32", [300_000], i => i == 0 ? 2f : 1f).ShouldBe(TensorKind.Weights);
        KindOf("F32", [300_000], i => i == 70_000 ? 2f : 1f).ShouldBe(TensorKind.Weights);
    }

    [Fact]
    public void Evenly_spaced_numbers_are_counting()
    {
        KindOf("F32", [1000], i => i * 0.5f).ShouldBe(TensorKind.Counting);
        KindOf("F32", [1000], i => i == 999 ? 0 : i * 0.5f).ShouldBe(TensorKind.Weights);
        Kind("I32", [100_000], [.. Enumerable.Range(3, 100_000).SelectMany(BitConverter.GetBytes)]).ShouldBe(TensorKind.Counting);
    }

    [Fact]
    public void A_triangular_mask_is_a_mask()
    {
        KindOf("F32", [1, 1, 64, 64], i => i % 64 <= i / 64 ? 0 : -10000f).ShouldBe(TensorKind.Mask);
        KindOf("F32", [1, 1, 64, 64], i => i % 64 <= i / 64 || i == 63 ? 0 : -10000f).ShouldBe(TensorKind.Weights);
    }

    [Fact]
    public void Small_tensors_index_types_and_tables_by_name_never_count()
    {
        Kind("F32", [255], Random(255 * 4)).ShouldBe(TensorKind.Tiny);
        Kind("F32", [256], Random(256 * 4)).ShouldBe(TensorKind.Weights);
        Kind("I64", [256], Random(256 * 8)).ShouldBe(TensorKind.Index);
        Kind("F32", [512], Random(512 * 4), "layers.0.rotary_emb.inv_freq").ShouldBe(TensorKind.Table);
        Kind("F32", [512], Random(512 * 4), "layers.0.down_stride_conv").ShouldBe(TensorKind.Weights);
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static TensorKind KindOf(string type, long[] shape, Func<int, float> value) =>
        Kind(type, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).SelectMany(i => BitConverter.GetBytes(value(i)))]);

    private static TensorKind Kind(string type, long[] shape, byte[] bytes, string name = "w") =>
        Hashing.Of(TensorSamples.SafeTensors(new SampleTensor(name, type, shape, bytes))).Tensors.ShouldHaveSingleItem().Kind;
}
