using Assay.Formats.Tensors;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>The same weights have the same digest, whatever container holds them.</summary>
public sealed class SameWeightsTests
{
    private static readonly string[] Types = ["F32", "F16", "BF16", "F64", "I8", "I16", "I32"];

    [Fact]
    public void Random_tensors_have_the_digest_of_their_bytes_in_every_format() => Prop.ForAll(Samples().ToArbitrary(), tensors =>
    {
        Check(tensors, TensorSamples.SafeTensors(tensors));
        Check(tensors, TensorSamples.Onnx(typed: false, tensors));
        Check(tensors, TensorSamples.Onnx(typed: true, tensors));
        Check(tensors, TensorSamples.Gguf(tensors));
        Check(tensors, TensorSamples.Torch(tensors));
        var arrays = tensors.Where(t => t.Type != "BF16").ToArray();
        if (arrays.Length > 0) Check(arrays, SampleArchives.Zip([.. arrays.Select(t => (t.Name + ".npy", TensorSamples.Npy(t)))]));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_torch_archive_is_read_packed_or_not_and_from_a_big_endian_machine(bool packed)
    {
        var a = SampleTensor.Random(1, "a", "F32", 20, 30);
        var b = SampleTensor.Random(2, "b", "F16", 700);
        IReadOnlyList<(string, int, long, long[], long[])> views = [("a", 0, 0, a.Shape, [30, 1]), ("b", 1, 0, b.Shape, [1])];
        Check([a, b], TensorSamples.Torch(views, packed, bigEndian: false, a, b));
        Check([a, b], TensorSamples.Torch(views, packed, bigEndian: true, a, b));
    }

    [Fact]
    public void Views_of_one_storage_are_tensors_of_their_own()
    {
        var storage = SampleTensor.Random(3, "s", "F32", 1000);
        var file = TensorSamples.Torch([("head", 0, 0, [400], [1]), ("tail", 0, 400, [600], [1]), ("tied", 0, 400, [20, 30], [30, 1])], packed: false, bigEndian: false, storage);
        var found = Hashing.Of(file);
        found.Problems.ShouldBeEmpty();
        found["head"].Digest.ShouldBe(Hashing.Digest(storage.Bytes[..1600]));
        found["tail"].Digest.ShouldBe(Hashing.Digest(storage.Bytes[1600..]));
        // A reshape: equal bytes, and the shape beside them tells.
        found["tied"].Digest.ShouldBe(found["tail"].Digest);
        found["tied"].Entry.Shape.ShouldBe([20, 30]);
        found["tail"].Entry.Member.ShouldBe("m/data/0");
    }

    [Fact]
    public void A_transposed_view_has_the_digest_of_its_elements_in_row_major_order_and_is_named_as_reordered()
    {
        var straight = SampleTensor.Random(4, "w", "F32", 40, 50);
        var stored = straight with { Bytes = straight.ColumnMajor(), Shape = [2000] };
        var found = Hashing.Of(TensorSamples.Torch([("w", 0, 0, [40, 50], [1, 40])], packed: false, bigEndian: false, stored))["w"];
        found.Digest.ShouldBe(Hashing.Digest(straight.Bytes));
        found.Entry.Layout.ShouldBe(TensorLayout.Reordered);
    }

    [Fact]
    public void Numpy_arrays_in_the_other_order_of_bytes_or_elements_have_the_digest_of_the_canonical_ones()
    {
        var array = SampleTensor.Random(5, "(array)", "F64", 7, 11, 13);
        foreach (var file in new[] { TensorSamples.Npy(array), TensorSamples.Npy(array, fortran: true), TensorSamples.Npy(array, bigEndian: true), TensorSamples.Npy(array, true, true) })
            Check([array], file);
    }

    [Fact]
    public void Tensors_of_attributes_subgraphs_and_functions_of_onnx_are_found()
    {
        var (a, b, c) = (SampleTensor.Random(6, "a", "F32", 300), SampleTensor.Random(7, "b", "F32", 300), SampleTensor.Random(8, "c", "F32", 300));
        var constant = new Assay.Analysis.Testing.ProtoBuilder().Text(2, "made").Text(4, "Constant").Message(5, m => m.Text(1, "value").Message(5, TensorSamples.OnnxTensor(a, false)));
        var branch = new Assay.Analysis.Testing.ProtoBuilder().Text(4, "If").Message(5, m => m.Text(1, "then_branch").Message(6, g => g.Message(5, TensorSamples.OnnxTensor(b, false))));
        var inFunction = new Assay.Analysis.Testing.ProtoBuilder().Text(2, "f").Text(4, "Constant").Message(5, m => m.Text(1, "value").Message(5, TensorSamples.OnnxTensor(c, false)));
        var file = new Assay.Analysis.Testing.ProtoBuilder().Int(1, 8).Message(7, g => g.Message(1, constant).Message(1, branch)).Message(8, m => m.Int(2, 17))
            .Message(25, f => f.Text(1, "F").Message(7, inFunction)).ToArray();
        Hashing.Of(file, "m.onnx").Tensors.Select(t => t.Digest)
            .ShouldBe([Hashing.Digest(a.Bytes), Hashing.Digest(b.Bytes), Hashing.Digest(c.Bytes)]);
    }

    private static Gen<SampleTensor[]> Samples() =>
        from count in Gen.Choose(1, 5)
        from seeds in Gen.Choose(0, int.MaxValue - 1).ArrayOf(count)
        select seeds.Select((seed, i) => Sample(seed, "layer." + i)).ToArray();

    private static SampleTensor Sample(int seed, string name)
    {
        var random = new Random(seed);
        var shape = Enumerable.Range(0, random.Next(1, 4)).Select(_ => (long)random.Next(1, 24)).ToArray();
        return SampleTensor.Random(seed, name, Types[random.Next(Types.Length)], shape);
    }

    private static void Check(SampleTensor[] expected, byte[] file)
    {
        var found = Hashing.Of(file, "m.onnx");
        found.Problems.ShouldBeEmpty();
        found.Tensors.Select(t => (t.Entry.Name, t.Entry.ElementType, string.Join(',', t.Entry.Shape), t.Digest)).Order()
            .ShouldBe(expected.Select(t => (t.Name, t.Type, string.Join(',', t.Shape), Hashing.Digest(t.Bytes))).Order());
    }
}
