using Assay.Formats.PythonBytecode;

namespace Assay.Tests.Unit.Formats.PythonBytecode;

public sealed class PyTraceTests
{
    [Theory]
    [MemberData(nameof(MarshalReaderTests.Versions), MemberType = typeof(MarshalReaderTests))]
    public void A_call_is_told_with_its_path_and_its_text(int version)
    {
        var trace = PyTrace.Of(MarshalReader.ReadCode(CompiledSamples.Of(version, "System"))!);
        trace.IsClear.ShouldBeTrue();
        var call = trace.Acts.First(a => a.Kind == PyActKind.Call);
        call.Path.ShouldBe("os.system");
        call.Words.ShouldBe("os.system('echo assay-canary')");
        call.Arguments.ShouldBe(["echo assay-canary"]);
    }

    [Theory]
    [MemberData(nameof(MarshalReaderTests.Versions), MemberType = typeof(MarshalReaderTests))]
    public void Names_that_are_put_together_from_constants_are_resolved(int version) =>
        PyTrace.Of(MarshalReader.ReadCode(CompiledSamples.Of(version, "Lambda"))!).Acts.ShouldContain(a => a.Kind == PyActKind.Call && a.Path == "os.system");

    [Theory]
    [MemberData(nameof(MarshalReaderTests.Versions), MemberType = typeof(MarshalReaderTests))]
    public void An_alias_is_the_module_that_it_stands_for_in_nested_functions_too(int version) =>
        PyTrace.Of(MarshalReader.ReadCode(CompiledSamples.Of(version, "Keyword"))!).Acts
            .ShouldContain(a => a.Kind == PyActKind.Call && a.Path == "subprocess.run" && a.Arguments.Contains("echo assay-canary"));

    [Fact]
    public void Instructions_of_3_14_are_known()
    {
        var trace = PyTrace.Of(CompiledSamples.Python314(), 14);
        trace.IsClear.ShouldBeTrue();
        trace.Acts.ShouldContain(a => a.Words == "os.system('echo assay-canary')");
    }

    [Fact]
    public void Code_that_no_version_can_read_is_said_to_be_unclear_and_its_names_are_still_told()
    {
        var code = CompiledSamples.Python314() with { Instructions = new byte[] { 100, 200, 116, 200, 106, 200, 83, 200 } };
        var trace = PyTrace.Of(code, 12);
        trace.IsClear.ShouldBeFalse();
        trace.Names.ShouldContain("system");
    }
}
