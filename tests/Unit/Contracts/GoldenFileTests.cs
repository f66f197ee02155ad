using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Messages;
using Assay.Contracts.Reports;

namespace Assay.Tests.Unit.Contracts;

public sealed class GoldenFileTests
{
    private static readonly IReadOnlyDictionary<string, object> Contracts = new Dictionary<string, object>
    {
        ["task-ready"] = Samples.TaskReady,
        ["scan-changed"] = Samples.ScanChanged,
        ["scan-completed"] = Samples.ScanCompleted,
        ["report"] = Samples.Report,
    };

    public static TheoryData<string> Names => [.. Contracts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_contract_is_written_as_its_golden_file_says(string name) =>
        GoldenFile.ShouldHold(name, JsonSerializer.Serialize(Contracts[name], Contracts[name].GetType(), AssayJson.Indented));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_golden_file_old_or_new_can_still_be_read(string name)
    {
        foreach (var golden in GoldenFile.AllOf(name))
        {
            var read = JsonSerializer.Deserialize(GoldenFile.Read(golden), Contracts[name].GetType(), AssayJson.Options);

            read.ShouldNotBeNull($"{golden} cannot be read");
        }
    }

    [Fact]
    public void A_message_read_from_its_golden_file_equals_what_was_written()
    {
        JsonSerializer.Deserialize<TaskReady>(GoldenFile.Read("task-ready"), AssayJson.Options).ShouldBe(Samples.TaskReady);
        JsonSerializer.Deserialize<ScanChanged>(GoldenFile.Read("scan-changed"), AssayJson.Options).ShouldBe(Samples.ScanChanged);
        JsonSerializer.Deserialize<ScanCompleted>(GoldenFile.Read("scan-completed"), AssayJson.Options).ShouldBe(Samples.ScanCompleted);
    }

    [Fact]
    public void A_message_with_members_of_a_later_version_can_be_read()
    {
        var later = GoldenFile.Read("scan-changed").TrimEnd().TrimEnd('}') + ", \"added_later\": [1] }";

        JsonSerializer.Deserialize<ScanChanged>(later, AssayJson.Options).ShouldBe(Samples.ScanChanged);
    }

    [Fact]
    public void A_report_names_its_schema_first()
    {
        using var report = JsonDocument.Parse(GoldenFile.Read("report"));

        var first = report.RootElement.EnumerateObject().First();

        first.Name.ShouldBe("schema");
        first.Value.GetString().ShouldBe(ScanReport.SchemaId);
    }

    [Fact]
    public void A_report_that_was_read_is_written_the_same_again()
    {
        var report = JsonSerializer.Deserialize<ScanReport>(GoldenFile.Read("report"), AssayJson.Options);

        JsonSerializer.Serialize(report, AssayJson.Indented).Trim().ShouldBe(GoldenFile.Read("report").Trim());
    }
}
