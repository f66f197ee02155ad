using System.Text.Json.Nodes;
using Assay.Attestation.Oms;

namespace Assay.Tests.Unit.Attestation.Oms;

/// <summary>Models that are not what was signed.</summary>
public sealed class OmsContentTests : IDisposable
{
    private readonly TestSigner _signer = new();
    private readonly TestModel _model = TestModel.Small();

    public void Dispose()
    {
        _signer.Dispose();
        _model.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(8L)]
    [InlineData(20L)]
    [InlineData(1_000_000_000L)]
    public async Task An_untouched_model_is_valid_and_wholly_covered(long? shardSize)
    {
        var result = await _signer.VerifyAsync(_model, await _signer.SignAsync(_model, new() { ShardSize = shardSize }));

        result.Refusals.ShouldBeEmpty();
        result.Coverage!.IsComplete.ShouldBeTrue();
        (result.Coverage.Covered, result.Coverage.CoveredBytes).ShouldBe((3, 27L));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(8L)]
    public async Task Every_change_of_a_file_is_seen(long? shardSize)
    {
        var bundle = await _signer.SignAsync(_model, new() { ShardSize = shardSize });
        foreach (var content in new[] { "0123456789abcdefghiX", "X123456789abcdefghij", "0123456789abcdefghij0", "0123456789abcdef", "" })
        {
            _model.Write("model.safetensors", content);

            var result = await _signer.VerifyAsync(_model, bundle, Lenient);

            result.IsValid.ShouldBeFalse(content);
            result.Refusals.ShouldAllBe(r => r.Id == OmsReasons.Changed || r.Id == OmsReasons.ShardRange);
            result.Coverage!.Covered.ShouldBe(2);
        }
    }

    [Fact]
    public async Task A_missing_and_a_renamed_file_are_named()
    {
        var bundle = await _signer.SignAsync(_model);
        File.Move(Path.Combine(_model.Root, "config.json"), Path.Combine(_model.Root, "configuration.json"));

        var result = await _signer.VerifyAsync(_model, bundle);

        result.Refusals.Select(r => r.Id).ShouldBe([OmsReasons.Unsigned, OmsReasons.Missing], ignoreOrder: true);
        result.Refusals.ShouldContain(r => r.Message.StartsWith("'configuration.json' is not in the signature"));
    }

    [Fact]
    public async Task An_unsigned_file_refuses_unless_it_is_ignored_and_is_named_either_way()
    {
        var bundle = await _signer.SignAsync(_model);
        _model.Write("tokenizer/modeling.py", "import os");

        var refused = await _signer.VerifyAsync(_model, bundle);
        var unsigned = await _signer.VerifyAsync(_model, bundle, TestSigner.Options with { IgnoreUnsigned = true });
        var ignored = await _signer.VerifyAsync(_model, bundle, TestSigner.Options with { IgnorePaths = ["tokenizer/modeling.py"] });

        refused.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Unsigned);
        unsigned.IsValid.ShouldBeTrue();
        unsigned.Coverage!.Unsigned.ShouldBe(["tokenizer/modeling.py"]);
        unsigned.Coverage.UncoveredWeightsOrCode.ShouldBe(["tokenizer/modeling.py"]);
        ignored.IsValid.ShouldBeTrue();
        ignored.Coverage!.Ignored.ShouldBe(["tokenizer/modeling.py"]);
    }

    [Fact]
    public async Task Files_of_git_are_excluded_at_the_top_alone_and_reported()
    {
        var bundle = await _signer.SignAsync(_model);
        _model.Write(".github/hook.py", "x");
        _model.Write(".gitignore", "x");
        (await _signer.VerifyAsync(_model, bundle)).Coverage!.Ignored.ShouldBe([".github/hook.py", ".gitignore"]);

        _model.Write("tokenizer/.gitignore", "x");
        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldHaveSingleItem().Message.ShouldStartWith("'tokenizer/.gitignore'");
    }

    [Fact]
    public async Task A_recorded_exclusion_that_hides_weights_is_valid_and_says_so()
    {
        var bundle = await _signer.SignAsync(_model, new() { IgnorePaths = ["model.safetensors"] });
        _model.Write("model.safetensors", "other weights");

        var result = await _signer.VerifyAsync(_model, bundle);

        result.IsValid.ShouldBeTrue();
        result.Coverage!.IsComplete.ShouldBeFalse();
        result.Coverage.UncoveredWeightsOrCode.ShouldBe(["model.safetensors"]);
    }

    [Fact]
    public async Task A_file_that_is_signed_is_compared_even_where_it_is_excluded_too()
    {
        var bundle = await _signer.SignAsync(_model);
        _model.Write("config.json", "{\"x\":1}");

        var result = await _signer.VerifyAsync(_model, bundle, TestSigner.Options with { IgnorePaths = ["config.json"] });

        result.Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Changed);
    }

    [Fact]
    public async Task A_link_in_place_of_a_file_is_refused_though_its_content_is_right()
    {
        var bundle = await _signer.SignAsync(_model);
        File.Move(Path.Combine(_model.Root, "config.json"), _model.Outside("config.json"));
        _model.Link("config.json", _model.Outside("config.json"));

        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Link);

        // What was signed is that there are no links; the option stands in only where nothing is recorded, or with leniency.
        (await _signer.VerifyAsync(_model, bundle, TestSigner.Options with { AllowSymlinks = true })).Refusals.ShouldHaveSingleItem().Id
            .ShouldBe(OmsReasons.Link);
        var lenient = await _signer.VerifyAsync(_model, bundle, Lenient with { AllowSymlinks = true });
        lenient.IsValid.ShouldBeTrue();
        lenient.LetPass.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.LinkOutside);
    }

    [Fact]
    public async Task Links_that_were_signed_are_followed_inside_of_the_model_alone()
    {
        _model.Link("link.json", "config.json");
        var bundle = await _signer.SignAsync(_model, new() { AllowSymlinks = true });
        (await _signer.VerifyAsync(_model, bundle)).IsValid.ShouldBeTrue();

        File.WriteAllText(_model.Outside("same.json"), "{}");
        File.Delete(Path.Combine(_model.Root, "link.json"));
        _model.Link("link.json", _model.Outside("same.json"));
        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.LinkOutside);
    }

    [Fact]
    public async Task Where_nothing_is_recorded_the_option_says_whether_links_are_followed()
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model), p => p["predicate"]!["serialization"]!.AsObject().Remove("allow_symlinks"));
        File.Move(Path.Combine(_model.Root, "config.json"), Path.Combine(_model.Root, "tokenizer", "config.json"));
        _model.Link("config.json", "tokenizer/config.json");
        var options = TestSigner.Options with { IgnorePaths = ["tokenizer/config.json"] };

        (await _signer.VerifyAsync(_model, bundle, options)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.Link);
        (await _signer.VerifyAsync(_model, bundle, options with { AllowSymlinks = true })).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task A_directory_that_became_a_link_is_not_entered()
    {
        var bundle = await _signer.SignAsync(_model);
        Directory.Move(Path.Combine(_model.Root, "tokenizer"), _model.Outside("tokenizer"));
        _model.Link("tokenizer", _model.Outside("tokenizer"));

        var result = await _signer.VerifyAsync(_model, bundle, Lenient with { AllowSymlinks = true });

        result.IsValid.ShouldBeFalse();
        result.Refusals.ShouldContain(r => r.Id == OmsReasons.Missing);
        using var files = _model.Files.Open("tokenizer/vocab.txt", followLink: true).File;
        files.ShouldBeNull();
    }

    [Fact]
    public async Task A_pipe_is_refused_and_nobody_waits_for_it()
    {
        var bundle = await _signer.SignAsync(_model);
        _model.Pipe("pipe");
        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.SpecialFile);

        File.Delete(Path.Combine(_model.Root, "config.json"));
        _model.Pipe("config.json");
        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldAllBe(r => r.Id == OmsReasons.SpecialFile);
    }

    [Fact]
    public async Task An_empty_file_that_shards_cannot_cover_is_refused_and_with_leniency_named()
    {
        var bundle = await _signer.SignAsync(_model, new() { ShardSize = 8 });
        _model.Write("tokenizer/__init__.py", "");

        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.UnsignedEmpty);
        var lenient = await _signer.VerifyAsync(_model, bundle, Lenient);
        lenient.IsValid.ShouldBeTrue();
        lenient.LetPass.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.UnsignedEmpty);
    }

    [Fact]
    public async Task Shards_that_leave_bytes_uncovered_are_refused()
    {
        var signed = await _signer.SignAsync(_model, new() { ShardSize = 8 });
        foreach (var missing in new[] { "model.safetensors:0:8", "model.safetensors:8:16", "model.safetensors:16:20" })
        {
            var bundle = _signer.Again(signed, p => p["predicate"]!["resources"] = Without(p["predicate"]!["resources"]!.AsArray(), missing));

            (await _signer.VerifyAsync(_model, bundle, Lenient)).Refusals.ShouldHaveSingleItem().Id.ShouldBe(OmsReasons.ShardRange, missing);
        }
    }

    [Theory]
    [InlineData("model.safetensors:4:12")]
    [InlineData("model.safetensors:0:20")]
    [InlineData("model.safetensors:8:8")]
    [InlineData("model.safetensors:08:16")]
    [InlineData("model.safetensors:-8:16")]
    [InlineData("model.safetensors:8:99999999999999999999")]
    [InlineData("model.safetensors")]
    [InlineData(":0:8")]
    public async Task A_range_that_is_none_of_the_recorded_size_is_refused(string name)
    {
        var bundle = _signer.Again(await _signer.SignAsync(_model, new() { ShardSize = 8 }), p => p["predicate"]!["resources"]![1]!["name"] = name);

        (await _signer.VerifyAsync(_model, bundle, Lenient)).Refusals
            .ShouldContain(r => r.Id == OmsReasons.ShardRange || r.Id == OmsReasons.NameForm);
    }

    [Fact]
    public async Task Whole_numbers_with_a_fraction_and_both_names_of_the_algorithm_are_read()
    {
        var signed = await _signer.SignAsync(_model, new() { ShardSize = 8 });
        var bundle = _signer.Again(signed, p =>
        {
            p["predicate"]!["serialization"]!["shard_size"] = JsonNode.Parse("8.0");
            foreach (var resource in p["predicate"]!["resources"]!.AsArray()) resource!["algorithm"] = "sha256";
        });

        (await _signer.VerifyAsync(_model, bundle)).Refusals.ShouldBeEmpty();
    }

    [Fact]
    public async Task Colons_and_other_letters_in_names_are_no_obstacle()
    {
        using var model = new TestModel(("a:0:8", "12345678"), ("日本/файл.bin", "0123456789"), ("a:b", "x"));
        foreach (var size in new long?[] { null, 8 })
        {
            var result = await _signer.VerifyAsync(model, await _signer.SignAsync(model, new() { ShardSize = size }));
            result.Refusals.ShouldBeEmpty();
        }
    }

    private static OmsOptions Lenient => TestSigner.Options with { IsLenient = true };

    private static JsonArray Without(JsonArray resources, string name) =>
        [.. resources.Where(r => (string?)r!["name"] != name).Select(r => r!.DeepClone())];
}
