using System.Security.Cryptography;
using System.Text;
using Assay.Contracts.Values;
using Assay.Domain.Versions;
using Assay.HashVerify.Lineage;

namespace Assay.Tests.Unit.HashVerify.Lineage;

public sealed class TensorSubjectsTests
{
    private static VersionFile File(string path, string content = "", long size = 5000, FileState state = FileState.Stored) => new()
    {
        Path = path,
        Size = size,
        State = state,
        Sha256 = Sha256Digest.FromBytes(SHA256.HashData(Encoding.UTF8.GetBytes(content.Length > 0 ? content : path))),
    };

    private static ModelVersion Version(params VersionFile[] files) =>
        new() { Id = Guid.NewGuid(), Source = "file", Name = "/m", ListingDigest = Sha256Digest.OfNothing, Files = files };

    [Fact]
    public void Texts_small_files_and_what_was_not_read_are_passed_over() =>
        TensorSubjects.Of(Version(File("m.safetensors"), File("README.md"), File("a.json"), File("small.bin", size: 1000), File("far.bin", state: FileState.NotRead), File("m.bin")))
            .Select(f => f.Path).ShouldBe(["m.safetensors", "m.bin"]);

    [Fact]
    public void The_same_content_is_one_subject_except_where_other_files_hold_its_numbers()
    {
        TensorSubjects.Of(Version(File("a.safetensors", "x"), File("b.safetensors", "x"))).Count.ShouldBe(1);
        var model = File("a/m.onnx", "model");
        var alone = TensorSubjects.Key(Version(model), model);
        alone.ShouldBe(model.Sha256);
        var one = TensorSubjects.Key(Version(model, File("a/w.data", "one")), model);
        var two = TensorSubjects.Key(Version(model, File("a/w.data", "two")), model);
        new[] { alone, one, two }.Distinct().Count().ShouldBe(3);
        // A file beside the folder, or another model, holds none of its numbers.
        TensorSubjects.Key(Version(model, File("b/w.data"), File("a/n.onnx")), model).ShouldBe(alone);
    }
}
