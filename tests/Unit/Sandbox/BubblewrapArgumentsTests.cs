using Assay.Sandbox;

namespace Assay.Tests.Unit.Sandbox;

public sealed class BubblewrapArgumentsTests
{
    private static readonly SandboxState State = new(true, "bubblewrap", "/usr/bin/bwrap", MountProc: true, NestedUsersOff: true);

    [Fact]
    public void Every_name_space_is_its_own_and_nothing_is_bound_writable()
    {
        var arguments = BubblewrapArguments.Build(State, new SandboxOptions(), new SandboxCommand("/usr/bin/env", ["true"]));
        arguments.ShouldContain("--unshare-all");
        arguments.ShouldContain("--unshare-user");
        arguments.ShouldContain("--die-with-parent");
        arguments.ShouldContain("--new-session");
        arguments.ShouldContain("--clearenv");
        arguments.ShouldNotContain("--bind");
        arguments.ShouldNotContain("--share-net");
        arguments.ShouldNotContain("--dev-bind-try");
    }

    [Fact]
    public void Names_that_look_like_options_stay_behind_the_end_of_options()
    {
        var arguments = BubblewrapArguments.Build(State, new SandboxOptions(), new SandboxCommand("/usr/bin/env", ["--share-net"])).ToList();
        arguments.IndexOf("--share-net").ShouldBeGreaterThan(arguments.IndexOf("--"));
    }

    [Fact]
    public void The_root_becomes_read_only_after_the_last_mount()
    {
        var command = new SandboxCommand("/usr/bin/env", []) { Mounts = [new("/a", "/model/a")], Masked = ["/app/appsettings.json"] };
        var arguments = BubblewrapArguments.Build(State, new SandboxOptions { ReadOnlyPaths = ["/opt/driver"] }, command).ToList();
        var root = arguments.LastIndexOf("--remount-ro");
        arguments[root + 1].ShouldBe("/");
        arguments.LastIndexOf("--ro-bind").ShouldBeLessThan(root);
        arguments.LastIndexOf("--ro-bind-try").ShouldBeLessThan(root);
    }

    [Fact]
    public void Devices_are_given_only_where_they_are_named()
    {
        var options = new SandboxOptions { Devices = ["/dev/nul*", "/dev/dri"] };
        var arguments = BubblewrapArguments.Build(State, options, new SandboxCommand("/usr/bin/env", []));
        arguments.Where((_, i) => i > 0 && arguments[i - 1] == "--dev-bind-try").ShouldBe(["/dev/null", "/dev/dri"]);
    }
}
