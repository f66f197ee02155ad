using System.Text;
using Assay.Contracts.Values;
using static Assay.Tests.Unit.Inspect.Analysers.ModelFormats.ModelSamples;

namespace Assay.Tests.Unit.Inspect.Analysers.ModelFormats;

public sealed class XmlModelTests
{
    private const string External = "<!DOCTYPE PMML [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><PMML version=\"4.4\"><Header description=\"&x;\"/></PMML>";

    private static Task Fires(string xml, string rule, Severity severity) => Examined.ShouldFireAsync(Text(xml), rule, severity);

    private static string Net(string layer) =>
        $"<net name=\"m\" version=\"11\"><layers><layer id=\"0\" name=\"x\" type=\"Parameter\" version=\"opset1\"/>{layer}</layers></net>";

    private static string Pmml(string inside) => $"<PMML xmlns=\"http://www.dmg.org/PMML-4_4\" version=\"4.4\"><Header>{inside}</Header></PMML>";

    [Theory]
    [InlineData("")]
    [InlineData("<?xml version=\"1.0\"?>\n")]
    [InlineData("<!-- a model -->")]
    [InlineData("\n\n  ")]
    public Task An_entity_that_reads_a_file_is_high_whatever_stands_before(string before) => Fires(before + External, "ASY-XML-010", Severity.High);

    [Fact]
    public async Task An_entity_is_found_in_every_encoding()
    {
        await Examined.ShouldFireAsync(Encoding.Unicode.GetBytes("\ufeff" + External), "ASY-XML-010", Severity.High);
        await Examined.ShouldFireAsync(Encoding.BigEndianUnicode.GetBytes("\ufeff" + External), "ASY-XML-010", Severity.High);
        await Examined.ShouldFireAsync(Encoding.Unicode.GetBytes("<?xml version=\"1.0\" encoding=\"utf-16\"?>" + External), "ASY-XML-010",
            Severity.High);
        await Fires("<?xml version=\"1.0\" encoding=\"utf-7\"?><PMML/>", "ASY-XML-004", Severity.Medium);
    }

    [Fact]
    public async Task An_entity_is_found_behind_comments_that_pretend()
    {
        await Fires("<!-- <!DOCTYPE PMML> --><!DOCTYPE PMML SYSTEM \"http://127.0.0.1:9/x.dtd\"><PMML/>", "ASY-XML-010", Severity.High);
        await Fires("<!DOCTYPE net [<!ENTITY a \"<!--\"><!ENTITY x SYSTEM \"file:///etc/hostname\"><!ENTITY b \"-->\">]><net/>", "ASY-XML-010",
            Severity.High);
        await Fires("<!DOCTYPE net [<!ENTITY % p PUBLIC 'x' 'http://127.0.0.1:9/p'> %p;]><net/>", "ASY-XML-010", Severity.High);
        await Fires("<!--" + new string('x', 1 << 21) + "-->" + "<!DOCTYPE PMML [<!ENTITY x SYSTEM \"file:///x\">]><PMML/>", "ASY-XML-011",
            Severity.Medium);
    }

    [Fact]
    public Task Entities_that_multiply_are_medium() => Fires("<!DOCTYPE net [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]><net name=\"&b;\"/>",
        "ASY-XML-011", Severity.Medium);

    [Fact]
    public Task An_inclusion_is_high() =>
        Fires(Pmml("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/hostname\"/>"), "ASY-XML-012", Severity.High);

    [Fact]
    public async Task Layers_that_OpenVINO_does_not_bring_are_medium()
    {
        await Fires(Net("<layer id=\"1\" type=\"MyOp\" version=\"extension\"/>"), "ASY-OVN-010", Severity.Medium);
        await Fires(Net("<layer id=\"1\" type=\"MyOp\" version=\"opset1\"/>"), "ASY-OVN-010", Severity.Medium);
        await Fires(Net("<layer id=\"1\" type=\"Relu\" version=\"my_set\"/>"), "ASY-OVN-010", Severity.Medium);
        await Fires(Net("<layer type=\"Loop\" version=\"opset5\"><body><layers><layer type=\"MyOp\" version=\"x\"/></layers></body></layer>"),
            "ASY-OVN-010", Severity.Medium);
        await Fires(Net("<layer type=\"Relu\" version=\"opset1\"><data library=\"../../libmine.so\"/></layer>"), "ASY-OVN-011", Severity.High);
        await Fires(Net("<layer type=\"Const\" version=\"opset1\"><data offset=\"-8\" size=\"4\"/></layer>"), "ASY-XML-001", Severity.Medium);
    }

    [Fact]
    public async Task Scripts_and_functions_in_PMML_are_told()
    {
        await Fires(Pmml("<Extension name=\"script\" value=\"x\"/>"), "ASY-PML-010", Severity.Medium);
        await Fires(Pmml("<Extension><script>alert('x')</script></Extension>"), "ASY-PML-010", Severity.Medium);
        await Fires(Pmml("<Extension name=\"note\">var a = 1; run(a)</Extension>"), "ASY-PML-010", Severity.Medium);
        await Fires(Pmml("<Extension name=\"note\" value=\"java.lang.Runtime.getRuntime().exec('echo assay-canary')\"/>"), "ASY-XML-002",
            Severity.High);
        await Fires(Pmml("<Apply function=\"com.example.MyFunction\"/>"), "ASY-PML-011", Severity.Medium);
        await Fires(Pmml("<Apply function=\"java.lang.Runtime\"/>"), "ASY-PML-011", Severity.High);
        await Fires(Pmml("<a><b></a>"), "ASY-XML-001", Severity.Medium);
    }

    [Fact]
    public async Task Honest_XML_is_fine()
    {
        await Examined.ShouldBeHonestAsync(Text(Net("<layer id=\"1\" type=\"Convolution\" version=\"opset1\"><data strides=\"1,1\"/></layer>")),
            FileFormat.Xml);
        await Examined.ShouldBeHonestAsync(Text(Net("<layer type=\"BPETokenizer\" version=\"extension\"/><layer type=\"StringTensorUnpack\" version=\"opset15\"/>")), FileFormat.Xml);
        await Examined.ShouldBeHonestAsync(
            Text("<net version=\"11\"><layers/><rt_info><conversion_parameters><input_model value=\"/home/u/model.onnx\"/></conversion_parameters></rt_info></net>"), FileFormat.Xml);
        await Examined.ShouldBeHonestAsync(
            Text(Pmml("<Extension name=\"timestamp\" value=\"2024-01-01; GMT (UTC)\" extender=\"Rattle/PMML\"/><Application name=\"sklearn2pmml\"/>")), FileFormat.Xml);
        await Examined.ShouldBeHonestAsync(Text(Pmml("<Apply function=\"+\"/><Apply function=\"x-normalize\"/>")), FileFormat.Xml);
        await Examined.ShouldBeHonestAsync(
            Text("<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\"><plist/>"), FileFormat.Xml);
    }
}
