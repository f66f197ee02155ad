namespace Assay.Tests.Unit.Architecture;

public sealed class DependencyTests
{
    private readonly Projects _projects = Projects.Read();

    [Theory]
    [InlineData("Contracts", "")]
    [InlineData("Domain", "Contracts")]
    [InlineData("Formats", "Contracts")]
    [InlineData("Analysis", "Contracts Domain Formats OnnxRuntime OnnxGraph")]
    [InlineData("Attestation", "Contracts")]
    [InlineData("OnnxGraph", "Contracts Formats")]
    [InlineData("Storage", "Contracts Domain Attestation")]
    [InlineData("Messaging", "Contracts Domain")]
    [InlineData("Hosting", "Contracts Domain Storage Messaging")]
    [InlineData("OnnxRuntime", "")]
    [InlineData("Sandbox", "")]
    public void A_shared_project_references_only_what_lies_below_it(string project, string allowed) =>
        _projects.ReferencesOf(project).ShouldBeSubsetOf(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Services_never_reference_each_other_and_only_the_command_line_references_them_all()
    {
        foreach (var service in _projects.Services.Where(s => s != "Cli")) _projects.ReferencesOf(service).Intersect(_projects.Services)
            .ShouldBeEmpty(service);

        _projects.ReferencesOf("Cli").Intersect(_projects.Services).ShouldBe(_projects.Services.Where(s => s != "Cli"), ignoreOrder: true);
    }

    [Theory]
    [InlineData("services/Inspect/Analysers")]
    [InlineData("services/GpuProbe/Probes")]
    public void A_plug_in_never_sees_the_bus_the_database_or_the_host(string folder)
    {
        var path = Path.Combine(_projects.Root, folder);
        Assert.SkipUnless(Directory.Exists(path), $"There is no {folder}.");
        string[] forbidden = ["Assay.Storage", "Assay.Messaging", "Assay.Hosting", "MassTransit", "Npgsql", "Dapper", "RabbitMQ"];

        var offenders = Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => forbidden.Any(f => line.Contains(f, StringComparison.Ordinal))));

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_messaging_project_knows_MassTransit()
    {
        var users = new[] { "shared", "services" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(_projects.Root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/")
                && File.ReadLines(file).Any(line => line.StartsWith("using MassTransit", StringComparison.Ordinal)));

        users.ShouldAllBe(file => file.Contains("shared/Messaging/"));
    }
}
