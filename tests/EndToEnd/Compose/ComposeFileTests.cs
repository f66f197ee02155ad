using System.Text.Json;

namespace Assay.Tests.EndToEnd.Compose;

/// <summary>What the Compose file promises about isolation, checked without a container engine.</summary>
public sealed class ComposeFileTests
{
    private static readonly ComposeFile _file = ComposeFile.Read();

    public static TheoryData<string> All => [.. _file.Services.Keys];

    [Theory, MemberData(nameof(All))]
    public void Every_container_is_without_privileges(string name)
    {
        var service = _file.Services[name];
        service.IsPrivileged.ShouldBeFalse();
        service.DroppedCapabilities.ShouldBe(["ALL"]);
        service.SecurityOptions.ShouldContain("no-new-privileges:true");
        service.SecurityOptions.ShouldNotContain("seccomp=unconfined");
        service.HasHealthCheck.ShouldBeTrue();
        if (!service.IsOurs) return;
        service.IsReadOnly.ShouldBeTrue();
        service.AddedCapabilities.ShouldBeEmpty();
    }

    [Fact]
    public void Only_ingest_has_a_network_that_leads_outside_and_only_reporting_one_that_lets_clients_in()
    {
        var open = _file.Services.Where(s => s.Value.Networks.Any(n => !_file.ClosedNetworks.Contains(n)))
            .ToDictionary(s => s.Key, s => s.Value.Networks.Single(n => !_file.ClosedNetworks.Contains(n)));
        open.ShouldBe(new Dictionary<string, string> { ["ingest"] = "outside", ["reporting"] = "clients" }, ignoreOrder: true);
    }

    [Theory, InlineData("inspect"), InlineData("gpu-probe")]
    public void What_handles_hostile_bytes_shares_a_network_with_broker_and_database_alone(string name)
    {
        var network = _file.Services[name].Networks.ShouldHaveSingleItem();
        _file.ClosedNetworks.ShouldContain(network);
        _file.Services.Where(s => s.Value.Networks.Contains(network)).Select(s => s.Key).ShouldBe(["rabbitmq", "postgres", name], ignoreOrder: true);
    }

    [Fact]
    public void Ports_are_published_on_this_machine_only() =>
        _file.Services.SelectMany(s => s.Value.Ports).ShouldAllBe(port => port.StartsWith("127.0.0.1:", StringComparison.Ordinal));

    [Fact]
    public void Folders_of_this_machine_are_mounted_read_only_and_the_engines_socket_not_at_all()
    {
        var mounted = _file.Services.SelectMany(s => s.Value.Volumes).Where(volume => volume[0] is '.' or '/' or '$').ToList();
        mounted.ShouldNotBeEmpty();
        mounted.ShouldAllBe(volume => volume.EndsWith(":ro", StringComparison.Ordinal) && !volume.Contains("docker.sock"));
    }

    [Fact]
    public void The_probes_profile_allows_what_the_sandbox_needs_and_denies_what_breaks_containers()
    {
        using var profile = JsonDocument.Parse(File.ReadAllText(Checkout.PathOf("infra/compose/probe-seccomp.json")));
        _file.Services["gpu-probe"].SecurityOptions.ShouldContain("seccomp=infra/compose/probe-seccomp.json");
        var denied = profile.RootElement.GetProperty("syscalls").EnumerateArray().Where(rule => !rule.TryGetProperty("args", out _))
            .SelectMany(rule => rule.GetProperty("names").EnumerateArray()).Select(name => name.GetString()!).ToHashSet();
        new[] { "clone", "clone3", "unshare", "mount", "umount2", "pivot_root", "setns", "sethostname" }.ShouldAllBe(name => !denied.Contains(name));
        new[] { "bpf", "kexec_load", "init_module", "finit_module", "keyctl", "open_by_handle_at", "ptrace", "userfaultfd", "io_uring_setup" }
            .ShouldAllBe(name => denied.Contains(name));
    }
}
