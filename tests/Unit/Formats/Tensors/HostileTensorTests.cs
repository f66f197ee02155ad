using System.Text;
using Assay.Analysis.Testing;
using Assay.Formats;
using Assay.Formats.Tensors;

namespace Assay.Tests.Unit.Formats.Tensors;

/// <summary>Headers lie; listing and hashing say so, stay bounded and never throw.</summary>
public sealed class HostileTensorTests
{
    private const int Mutations = 4000;

    [Fact]
    public void Mutated_files_of_every_format_are_hashed_without_an_exception()
    {
        var random = new Random(20260301);
        var (a, b) = (SampleTensor.Random(1, "a", "F32", 20, 30), SampleTensor.Random(2, "b", "F16", 600));
        byte[][] seeds =
        [
            TensorSamples.SafeTensors(a, b), TensorSamples.Onnx(false, a, b), TensorSamples.Onnx(true, a, b), TensorSamples.Gguf(a, b), TensorSamples.Torch(a, b), TensorSamples.Npy(a),
            TensorSamples.Torch([("t", 0, 5, [10, 20], [1, 10])], packed: true, bigEndian: true, a),
        ];
        for (var i = 0; i < Mutations; i++)
        {
            var bytes = seeds[i % seeds.Length].ToArray();
            for (var n = random.Next(1, 5); n > 0; n--) bytes[random.Next(Math.Min(bytes.Length, i % 2 == 0 ? 300 : bytes.Length))] = (byte)random.Next(256);
            if (i % 6 == 0) bytes = bytes[..random.Next(bytes.Length)];
            Hashing.Of(bytes, "m.onnx").Tensors.Count.ShouldBeLessThan(1000);
        }
    }

    [Theory]
    [InlineData("""{"w":{"dtype":"F32","shape":[1000],"data_offsets":[0,4000]}}""", "outside the file")]
    [InlineData("""{"w":{"dtype":"F32","shape":[9223372036854775807,9223372036854775807],"data_offsets":[0,16]}}""", "does not make up")]
    [InlineData("""{"w":{"dtype":"F32","shape":[8],"data_offsets":[9223372036854775800,9223372036854775807]}}""", "does not make up")]
    [InlineData("""{"w":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}}""", "does not make up")]
    [InlineData("""{"w":""", "header")]
    public void A_header_that_lies_is_a_problem_and_no_tensor(string header, string problem)
    {
        var found = Hashing.Of(TensorSamples.WithHeader(header, new byte[16]));
        found.Tensors.ShouldBeEmpty();
        found.Problems.ShouldHaveSingleItem().ShouldContain(problem);
    }

    [Fact]
    public void Tensors_without_elements_are_tiny_and_have_the_digest_of_nothing()
    {
        var found = Hashing.Of(TensorSamples.SafeTensors(new SampleTensor("e", "F32", [0, 7], []))).Tensors.ShouldHaveSingleItem();
        found.Digest.ShouldBe(Assay.Contracts.Values.Sha256Digest.OfNothing);
        found.Kind.ShouldBe(TensorKind.Tiny);
    }

    [Fact]
    public void Tensors_that_all_claim_the_same_bytes_do_not_multiply_the_work()
    {
        // Each begins one byte later, so that none is known from another.
        var header = new StringBuilder("{");
        const int Size = 1 << 20;
        for (var i = 0; i < 1000; i++) header.Append(null, $"{(i > 0 ? "," : "")}\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[{Size}],\"data_offsets\":[{i},{i + Size}]}}");
        var source = new CountedSource(TensorSamples.WithHeader(header.Append('}').ToString(), new byte[Size + 1000]));
        var found = Hashing.Of(source);
        found.Problems.ShouldContain(p => p.Contains("overlap", StringComparison.Ordinal));
        source.BytesRead.ShouldBeLessThan(TensorLimits.OverlapFloor + (2 * Size));
    }

    [Fact]
    public void Tied_tensors_are_read_once()
    {
        const int Size = 1 << 20;
        var header = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[{Size}],\"data_offsets\":[0,{Size}]}}"));
        var source = new CountedSource(TensorSamples.WithHeader("{" + header + "}", SampleTensor.Random(1, "", "U8", Size).Bytes));
        Hashing.Of(source).Tensors.Count.ShouldBe(50);
        source.BytesRead.ShouldBeLessThan(2 * Size);
    }

    [Theory]
    [InlineData(0, 0, new long[] { 2_000_000_000, 2_000_000_000 }, new long[] { 1, 1 })]
    [InlineData(0, -1, new long[] { 5 }, new long[] { 1 })]
    [InlineData(0, 0, new long[] { 5, 5 }, new long[] { 1 })]
    [InlineData(0, 0, new long[] { 5, 5 }, new long[] { -1, 1 })]
    [InlineData(0, 999, new long[] { 5 }, new long[] { 1 })]
    public void A_view_that_reaches_out_of_its_storage_is_a_problem(int storage, long offset, long[] shape, long[] strides)
    {
        var file = TensorSamples.Torch([("w", storage, offset, shape, strides)], packed: false, bigEndian: false, SampleTensor.Random(1, "s", "F32", 1000));
        var found = Hashing.Of(file);
        found.Tensors.ShouldBeEmpty();
        found.Problems.ShouldHaveSingleItem().ShouldContain("not hashed");
    }

    [Fact]
    public void A_dimension_of_stride_zero_does_not_expand_beyond_the_bound()
    {
        var file = TensorSamples.Torch([("w", 0, 0, [100_000_000, 1000], [0, 1])], packed: false, bigEndian: false, SampleTensor.Random(1, "s", "F32", 1000));
        var found = Hashing.Of(file).Tensors.ShouldHaveSingleItem();
        found.Entry.Layout.ShouldBe(TensorLayout.AsStored);
        found.Entry.Length.ShouldBe(4000);
    }

    [Fact]
    public void External_data_is_read_from_the_models_own_files_only()
    {
        var weights = SampleTensor.Random(1, "w", "F32", 500);
        var file = Model("weights.bin", 8);
        var files = new Files { ["weights.bin"] = new MemoryByteSource((byte[])[.. new byte[8], .. weights.Bytes]) };
        var found = Hashing.Of(file, "m.onnx", files).Tensors.ShouldHaveSingleItem();
        (found.Digest, found.Entry.File).ShouldBe((Hashing.Digest(weights.Bytes), "weights.bin"));
        Hashing.Of(Model("/etc/passwd", 0), "m.onnx", files).Problems.ShouldHaveSingleItem().ShouldContain("not part of the model");
        Hashing.Of(Model("weights.bin", 1 << 20), "m.onnx", files).Problems.ShouldHaveSingleItem().ShouldContain("outside the file");

        static byte[] Model(string location, int offset) => new ProtoBuilder().Int(1, 8).Message(7, g => g.Message(5, t => t.Int(1, 500).Int(2, 1).Text(8, "w").Int(14, 1)
            .Message(13, e => e.Text(1, "location").Text(2, location)).Message(13, e => e.Text(1, "offset").Text(2, $"{offset}")))).Message(8, m => m.Int(2, 17)).ToArray();
    }

    [Fact]
    public void A_pickle_that_calls_something_else_makes_no_tensor()
    {
        var pickle = new PickleBuilder().Proto(2).Global("os", "system").Text("echo assay-canary").Tuple1().Reduce().Stop().ToArray();
        Hashing.Of(SampleArchives.Zip(("m/data.pkl", pickle))).Tensors.ShouldBeEmpty();
    }

    [Fact]
    public void Hashing_stops_when_it_is_told_to()
    {
        using var listing = TensorReader.List(
            new MemoryByteSource(TensorSamples.SafeTensors(SampleTensor.Random(1, "w", "F32", 1000))), "m", null, TestContext.Current.CancellationToken)!;
        Should.Throw<OperationCanceledException>(() => TensorHasher.Hash(listing, 4000, _ => { }, new(canceled: true)).ToList());
    }

    private sealed class Files : Dictionary<string, ByteSource>, ITensorFiles
    {
        public ByteSource? Open(string location) => this.GetValueOrDefault(location);
    }

    private sealed class CountedSource(byte[] bytes) : ByteSource
    {
        private readonly MemoryByteSource _inner = new(bytes);

        public long BytesRead { get; private set; }

        public override long Length => _inner.Length;

        public override int Read(long offset, Span<byte> buffer)
        {
            var read = _inner.Read(offset, buffer);
            BytesRead += read;
            return read;
        }
    }
}
