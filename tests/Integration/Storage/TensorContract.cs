using Assay.Contracts.Values;
using Assay.Domain.Lineage;
using Assay.Domain.Tasks;
using Assay.Domain.Versions;

namespace Assay.Tests.Integration.Storage;

/// <summary>Tensors by content, and who has which bytes.</summary>
public abstract class TensorContract(IStorageHome home) : LedgerContract(home)
{
    private readonly string _prefix = Guid.NewGuid().ToString();

    [Fact]
    public async Task Tensors_are_read_back_as_they_were_written_and_written_once()
    {
        var artifact = Digest("file");
        var tensor = Tensor("a") with { Name = "weird\0name \u202e", Shape = "2x3", Kind = 3 };
        await Bed.Tensors.AddAsync(artifact, [tensor, Tensor("b")], Token);
        await Bed.Tensors.AddAsync(artifact, [tensor with { Name = "later" }, Tensor("c"), Tensor("c")], Token);
        var read = await Bed.Tensors.OfArtifactAsync(artifact, 10, Token);
        read.Count.ShouldBe(3);
        var first = read.Single(t => t.Digest == tensor.Digest);
        first.Name.ShouldStartWith("weird");
        (first with { Name = tensor.Name }).ShouldBe(tensor);
        (await Bed.Tensors.OfArtifactAsync(artifact, 2, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Thousands_of_tensors_of_one_file_are_written_by_several_at_once()
    {
        var tensors = Enumerable.Range(0, 1300).Select(i => Tensor("many" + i)).ToList();
        var artifact = Digest("large");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Bed.Tensors.AddAsync(artifact, i % 2 == 0 ? tensors : [.. Enumerable.Reverse(tensors)], Token)));
        (await Bed.Tensors.OfArtifactAsync(artifact, 5000, Token)).Count.ShouldBe(1300);
    }

    [Fact]
    public async Task A_subject_is_known_once_it_is_done_and_only_by_as_new_a_hashing()
    {
        var (one, two) = (Digest("one"), Digest("two"));
        (await Bed.Tensors.KnownAsync([one, two], 1, Token)).ShouldBeEmpty();
        await Bed.Tensors.DoneAsync(one, 1, null, Token);
        await Bed.Tensors.DoneAsync(two, 1, "it is damaged", Token);
        (await Bed.Tensors.KnownAsync([one, two, one], 1, Token)).ShouldBe(new Dictionary<Sha256Digest, string?> { [one] = null, [two] = "it is damaged" }, ignoreOrder: true);
        (await Bed.Tensors.KnownAsync([one], 2, Token)).ShouldBeEmpty();
        await Bed.Tensors.DoneAsync(two, 2, null, Token);
        await Bed.Tensors.DoneAsync(two, 1, "an older worker", Token);
        (await Bed.Tensors.KnownAsync([two], 2, Token))[two].ShouldBeNull();
        (await Bed.Tensors.KnownAsync([], 1, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Holders_of_a_tensor_are_found_except_of_content_that_any_model_may_have()
    {
        var shared = Enumerable.Range(0, 50).Select(i => Tensor("s" + i)).ToList();
        var zeros = Tensor("zeros") with { Kind = 2 };
        await Bed.Tensors.AddAsync(Digest("x"), [.. shared, zeros], Token);
        await Bed.Tensors.AddAsync(Digest("y"), [.. shared.Take(40), zeros], Token);
        var holders = await Bed.Tensors.HoldersAsync([.. shared.Select(t => t.Digest), zeros.Digest, Digest("nobody's")], 200, Token);
        holders.ToDictionary(h => h.Key, h => h.Value.Count).ShouldBe(new Dictionary<Sha256Digest, int> { [Digest("x")] = 50, [Digest("y")] = 40 }, ignoreOrder: true);
        var limited = await Bed.Tensors.HoldersAsync([shared[0].Digest, shared[1].Digest], 1, Token);
        // The same file for both: what is left out is left out everywhere, so that counts of what is kept are whole.
        limited.ShouldHaveSingleItem().Value.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_a_file_is_answered_from_what_was_read_and_from_what_is_declared()
    {
        var file = Samples.StoredFile(_prefix);
        var unread = file with { Path = "far", State = FileState.NotRead, Sha256 = default, GitBlob = default, Note = "not read" };
        var read = await StoreAsync("reader", file, Samples.StoredFile(_prefix + "other"));
        var declared = await StoreAsync("declarer", unread);
        var found = await Bed.Tensors.WhoHasAsync(file.Sha256, 10, Token);
        found.Select(f => (f.Model.VersionId, f.Path, f.Size, f.IsDeclared)).ShouldBe([(declared.Id, "far", 42L, true), (read.Id, _prefix, 42L, false)], ignoreOrder: true);
        (await Bed.Tensors.WhoHasAsync(file.Sha256, 1, Token)).Count.ShouldBe(1);
        (await Bed.Tensors.WhoHasAsync(Digest("nobody's"), 10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_holds_a_tensor_is_answered_with_its_name_in_each_model()
    {
        var version = await StoreAsync("holder", Samples.StoredFile(_prefix + "weights"));
        await Bed.Tensors.AddAsync(version.Files[0].Sha256, [Tensor("w") with { Name = "head.weight" }], Token);
        var holder = (await Bed.Tensors.WhoHoldsAsync(Tensor("w").Digest, 10, Token)).ShouldHaveSingleItem();
        (holder.File.Model.VersionId, holder.Tensor.Name).ShouldBe((version.Id, "head.weight"));
    }

    [Fact]
    public async Task Models_are_found_by_name_newest_first()
    {
        var name = new string('n', 20_000) + _prefix;
        var old = await StoreAsync(name, Samples.StoredFile(_prefix + "1"));
        var later = await StoreAsync(name, at: Samples.Noon.AddDays(1), files: Samples.StoredFile(_prefix + "2"));
        (await Bed.Tensors.NamedAsync(name, 5, Token)).Select(m => m.VersionId).ShouldBe([later.Id, old.Id]);
        (await Bed.Tensors.NamedAsync(name + "x", 5, Token)).ShouldBeEmpty();
        (await Bed.Tensors.ModelAsync(old.Id, Token)).ShouldBe(new KnownModel(old.Id, "hf", name, "63f1", old.Revision, Samples.Noon));
        (await Bed.Tensors.ModelAsync(Guid.NewGuid(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Relatives_are_searched_over_all_files_of_a_model()
    {
        var own = await StoreAsync("own" + _prefix, Samples.StoredFile(_prefix + "a"), Samples.StoredFile(_prefix + "b"));
        var tuned = await StoreAsync("tuned" + _prefix, Samples.StoredFile(_prefix + "c"));
        var copy = await StoreAsync("copy" + _prefix, Samples.StoredFile(_prefix + "d"));
        await StoreAsync("stranger" + _prefix, Samples.StoredFile(_prefix + "e"));
        await FillAsync(own, 0, "1", "2");
        await FillAsync(own, 1, "3", "4");
        await FillAsync(tuned, 0, "1", "2", "x", "y");
        await FillAsync(copy, 0, "1", "2", "3", "4");
        var tree = await Bed.Families.OfVersionAsync(own.Id, Token);
        tree.Relatives.Select(r => (r.Model.VersionId, r.Comparison.Kinship)).ShouldBe([(copy.Id, Kinship.Identical), (tuned.Id, Kinship.Some)]);
        tree.IsCut.ShouldBeFalse();
        var ofFile = await Bed.Families.OfArtifactAsync(own.Files[0].Sha256, Token);
        ofFile.Relatives.Select(r => r.Comparison.Kinship).ShouldBe([Kinship.Within, Kinship.Within, Kinship.Within]);
        (await Bed.Families.NamedAsync(["tuned" + _prefix, "nobody"], Token)).ShouldHaveSingleItem().Tensors.Evidence.Count.ShouldBe(4);
    }

    private Task FillAsync(ModelVersion version, int file, params string[] tensors) =>
        Bed.Tensors.AddAsync(version.Files[file].Sha256, [.. tensors.Select(Tensor)], Token);

    private Sha256Digest Digest(string text) => Samples.Digest(_prefix + text);

    private StoredTensor Tensor(string content) => new(Digest("tensor " + content), "layer." + content, "F32", "32x32", 4096, 0);

    private Task<ModelVersion> StoreAsync(string name, params VersionFile[] files) => StoreAsync(name, Samples.Noon, files);

    private async Task<ModelVersion> StoreAsync(string name, DateTimeOffset at, params VersionFile[] files)
    {
        var version = Samples.Version(name, files) with { ResolvedAt = at };
        await SubmitAsync();
        (await Bed.Ledger.CompleteAsync(await ClaimOneAsync(), new TaskResult { Version = version }, Token)).Value.ShouldBeTrue();
        return version;
    }
}
