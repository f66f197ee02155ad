using Assay.GpuProbe.Graphs;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;
using Assay.OnnxRuntime;
using Assay.Tests.Models;
using GraphBuilder = Assay.Tests.Models.OnnxGraph;

namespace Assay.Tests.Integration.GpuProbe.Providers;

/// <summary>What is bound to a device stays there from run to run, and what the host writes and reads is what the device computes with.</summary>
[Collection(Vulkan.Collection)]
public sealed class DeviceStateTests
{
    [Theory]
    [InlineData(ExecutionProvider.Cpu)]
    [InlineData(ExecutionProvider.WebGpu)]
    public void State_goes_round_and_what_the_host_gives_between_runs_counts(ExecutionProvider provider)
    {
        var settings = provider == ExecutionProvider.WebGpu ? Vulkan.SettingsOrSkip() : new OrtSessionSettings();
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = new OrtGraphRunner(runtime, settings).Open(Accumulator());
        using var given = session.Allocate(ElementType.Float, [3]);
        IGraphBuffer[] state = [session.Allocate(ElementType.Float, [3]), session.Allocate(ElementType.Float, [3])];
        given.Write(Numbers(1, 2, 3));
        state[0].Write(Numbers(10, 10, 10));
        IGraphBinding[] bindings = [Bind(0), Bind(1)];
        for (var i = 0; i < 5; i++) bindings[i % 2].Run();
        state[1].Read().Floats().ToArray().ShouldBe([15, 20, 25]);
        state[0].Read().Floats().ToArray().ShouldBe([14, 18, 22]);
        given.Write(Numbers(-1, 0, 1));
        bindings[1].Run();
        state[0].Read().Floats().ToArray().ShouldBe([14, 20, 26]);
        state[0].Write(Numbers(0, 0, 0));
        bindings[0].Run();
        bindings[1].Run();
        state[0].Read().Floats().ToArray().ShouldBe([-2, 0, 2]);
        foreach (var binding in bindings) binding.Dispose();
        foreach (var buffer in state) buffer.Dispose();

        IGraphBinding Bind(int from)
        {
            var binding = session.Bind();
            binding.Input("given", given);
            binding.Input("state", state[from]);
            binding.Output("next", state[1 - from]);
            return binding;
        }
    }

    [Fact]
    public void A_tensor_on_a_device_cannot_be_read_where_it_lies()
    {
        var settings = Vulkan.SettingsOrSkip();
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(Accumulator(), settings);
        using var tensor = session.Allocate(OrtElementType.Float, 3);
        tensor.IsInMainMemory.ShouldBeFalse();
        Should.Throw<OrtException>(() => tensor.Bytes(0, 4).Length).Message.ShouldContain("device");
    }

    [Theory]
    [InlineData(ExecutionProvider.Cpu)]
    [InlineData(ExecutionProvider.WebGpu)]
    public void Memory_of_a_session_is_freed_with_it_in_any_order(ExecutionProvider provider)
    {
        var settings = provider == ExecutionProvider.WebGpu ? Vulkan.SettingsOrSkip() : new OrtSessionSettings();
        var runtime = NativeRuntime.OpenOrSkip();
        var own = runtime.LiveHandles;
        var session = runtime.OpenSession(Accumulator(), settings);
        var tensor = session.Allocate(OrtElementType.Float, 2, 3);
        Should.Throw<OrtException>(() => session.Allocate(OrtElementType.Float, -1));
        Should.Throw<OrtException>(() => session.Allocate(OrtElementType.String, 1));
        session.Dispose();
        tensor.Dispose();
        runtime.LiveHandles.ShouldBe(own);
        runtime.Dispose();
        runtime.LiveHandles.ShouldBe(0);
    }

    private static byte[] Accumulator() => new GraphBuilder("accumulator").Input("given", GraphBuilder.Float, 3).Input("state", GraphBuilder.Float, 3)
        .Node("Add", ["given", "state"], ["next"]).Output("next", GraphBuilder.Float, 3).ToModel(17);

    private static TensorConstant Numbers(params float[] values) => TensorConstant.OfFloats([values.Length], values);
}
