using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.GpuProbe;
using Assay.GpuProbe.Catalog;
using Assay.OnnxRuntime;
using Assay.Tests.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Assay.Tests.Unit.GpuProbe;

public sealed class ProbeDescriptorsTests
{
    [Fact]
    public void Without_the_runtime_nothing_is_offered() => Create(new() { LibraryPath = "/nonexistent/libonnxruntime.so" }).ShouldBeEmpty();

    [Fact]
    public void What_can_change_an_answer_changes_the_key_and_nothing_else_does()
    {
        var library = NativeRuntime.LibraryOrSkip();
        var usual = Settings(new() { LibraryPath = library });
        Settings(new() { LibraryPath = library, Threads = 7, ChildExecutable = "/elsewhere" }).ShouldBe(usual);
        Settings(new() { LibraryPath = library, Seed = 2 }).ShouldNotBe(usual);
        Settings(new() { LibraryPath = library, Provider = ExecutionProvider.WebGpu }).ShouldNotBe(usual);
        Settings(new() { LibraryPath = library, MemoryBytes = 1L << 30 }).ShouldNotBe(usual);
    }

    private static Sha256Digest Settings(GpuProbeOptions options) =>
        Create(options).Single(descriptor => descriptor.Id == "probe.load").Settings;

    private static IReadOnlyList<AnalyserDescriptor> Create(GpuProbeOptions options) => new ProbeDescriptors(ProbeCatalog.Discover(),
        new InstalledRuntime(Options.Create(options)), Options.Create(options), NullLogger<ProbeDescriptors>.Instance).Descriptors;
}
