using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Editing;
using Assay.OnnxGraph.Model;
using Assay.Tests.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Assay.Tests.Unit.OnnxGraph.Model;

public sealed class RoundTripTests
{
    [Fact]
    public void A_model_that_was_read_and_written_gives_the_numbers_of_the_original()
    {
        var files = Zoo.ModelsOrSkip();
        using var runtime = NativeRuntime.OpenOrSkip();
        var runner = new OrtGraphRunner(runtime, new());
        foreach (var file in files.Where((_, i) => i % 4 == 0))
        {
            var bytes = File.ReadAllBytes(file);
            var model = EditableModel.Read(bytes).Value.ShouldNotBeNull(file);
            using var first = runner.Open(bytes);
            using var second = runner.Open(model.Write());
            var inputs = Zoo.Inputs(model.Graph.Inputs, new PreparedModel(model, null!, []), 3, rows: 1);
            string[] outputs = [.. model.Graph.Outputs.Select(o => o.Name)];
            var (expected, actual) = (first.Run(inputs, outputs), second.Run(inputs, outputs));
            foreach (var name in outputs) actual[name].Data.ToArray().ShouldBe(expected[name].Data.ToArray(), file);
        }
    }

    [Fact]
    public void What_was_written_reads_as_the_same_and_writes_as_the_same() => Prop.ForAll(ArbMap.Default.GeneratorFor<int>().ToArbitrary(), seed =>
    {
        var random = new System.Random(seed);
        var graph = new SmallGraph(random, "batch", random.Next(1, 9));
        var value = graph.Node("Mul", ["x", graph.Floats([random.Next(1, 4)])], ("a", EditableAttribute.Of(random.NextInt64())),
            ("b", EditableAttribute.Of(random.NextSingle())),
            ("c", EditableAttribute.Of("ä" + seed)), ("d", EditableAttribute.Of([-1, random.NextInt64()])),
                ("e", EditableAttribute.Of(TensorConstant.Scalar(1))));
        graph.Output(value).Model.OperatorSets["custom"] = 3;
        var once = graph.Model.Write();
        var read = EditableModel.Read(once);
        return read.Succeeded && read.Value.Write().SequenceEqual(once);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Fields_that_are_not_understood_are_kept()
    {
        var graph = new SmallGraph(new(1), 2);
        graph.Output(graph.Node("Neg", ["x"]));
        byte[] strange = [.. new ProtoWriter().Text(900, "kept").ToArray()];
        byte[] bytes = [.. graph.Model.Write(), .. strange];
        var written = EditableModel.Read(bytes).Value.ShouldNotBeNull().Write();
        written.AsSpan().IndexOf(strange).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Numbers_in_typed_fields_are_read_like_raw_ones_packed_or_not()
    {
        static ProtoWriter Tensor() => new ProtoWriter().Number(1, 3).Number(2, (long)ElementType.Int32).Text(8, "w");
        var loose = Tensor().Number(5, -7).Number(5, 5).Number(5, 1L << 30);
        var packed = Tensor().Bytes(5, [0xf9, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 5, 0x80, 0x80, 0x80, 0x80, 0x04]);
        foreach (var tensor in new[] { loose, packed })
        {
            var model = EditableModel.Read(new ProtoWriter().Message(7, new ProtoWriter().Message(5, tensor)).ToArray());
            model.Value.ShouldNotBeNull(model.Reason).Graph.Initializers["w"].ToIntegers().ShouldBe([-7, 5, 1 << 30]);
        }
    }
}
