using Assay.OnnxRuntime;
using Assay.Tests.Models;

namespace Assay.Tests.Unit.OnnxRuntime;

public sealed class OrtSessionTests
{
    private static readonly OrtSessionSettings Cpu = new();

    [Fact]
    public void Runtimes_may_be_opened_and_disposed_by_several_threads_at_once()
    {
        var library = OrtLibrary.Load(NativeRuntime.LibraryOrSkip());
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var runtime = OrtRuntime.Open(library);
                runtime.AvailableProviders.ShouldNotBeEmpty();
            }
        });
    }

    [Fact]
    public void A_model_tells_its_inputs_and_outputs_with_open_dimensions()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.TinyMlp(), Cpu);
        var input = session.Inputs.ShouldHaveSingleItem();
        input.Name.ShouldBe("x");
        input.TypeText.ShouldBe("Float[batch,4]");
        session.Outputs.ShouldHaveSingleItem().TypeText.ShouldBe("Float[batch,3]");
    }

    [Fact]
    public void A_run_over_pinned_memory_gives_the_numbers_of_the_graph()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.Constant(), Cpu);
        using var input = OrtTensor.Over(runtime, new float[] { 5, 6, 7, 8 }.AsMemory(), 2, 2);
        using var outputs = session.Run([new("x", input)], ["y"]);
        outputs[0].Shape.ShouldBe([2, 2]);
        outputs[0].Data<float>().ToArray().ShouldBe([1, 2, 1, 2]);
    }

    [Fact]
    public void Every_native_object_is_freed_also_after_errors()
    {
        var runtime = NativeRuntime.OpenOrSkip();
        var own = runtime.LiveHandles;
        for (var i = 0; i < 20; i++)
        {
            using (var session = runtime.OpenSession(TestModels.TinyMlp(), Cpu))
            using (var input = OrtTensor.Over(runtime, new float[8].AsMemory(), 2, 4))
            using (var outputs = session.Run([new("x", input)], ["probabilities"]))
            using (var binding = session.Bind())
            {
                binding.BindInput("x", input);
                binding.BindOutput("probabilities");
                binding.Run();
                using var bound = binding.Outputs();
                bound[0].Data<float>().ToArray().ShouldBe(outputs[0].Data<float>().ToArray());
                Should.Throw<OrtException>(() => session.Run([], ["probabilities"]));
            }
            Should.Throw<OrtException>(() => runtime.OpenSession(TestModels.InvalidGraph(), Cpu));
            Should.Throw<OrtException>(() => runtime.OpenSession(TestModels.Truncated(), Cpu));
            runtime.LiveHandles.ShouldBe(own);
        }
        runtime.Dispose();
        runtime.LiveHandles.ShouldBe(0);
    }

    [Fact]
    public void A_bound_output_is_written_into_the_callers_memory()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.Constant(), Cpu);
        var memory = new float[2];
        using var input = OrtTensor.Over(runtime, new float[2].AsMemory(), 1, 2);
        using var output = OrtTensor.Over(runtime, memory.AsMemory(), 1, 2);
        using var binding = session.Bind();
        binding.BindInput("x", input);
        binding.BindOutput("y", output);
        binding.Run();
        memory.ShouldBe([1, 2]);
    }

    [Fact]
    public void The_environment_outlives_a_session_that_is_disposed_after_it()
    {
        var runtime = NativeRuntime.OpenOrSkip();
        var session = runtime.OpenSession(TestModels.TinyMlp(), Cpu);
        runtime.Dispose();
        runtime.LiveHandles.ShouldBeGreaterThan(0);
        session.Dispose();
        runtime.LiveHandles.ShouldBe(0);
    }

    [Fact]
    public void A_run_can_be_ended_from_another_thread()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.EndlessLoop(), Cpu);
        using var input = OrtTensor.Over(runtime, new float[1].AsMemory(), 1);
        using var options = new OrtRunOptions(runtime);
        using var timer = new Timer(_ => options.Terminate(), null, 200, Timeout.Infinite);
        Should.Throw<OrtException>(() => session.Run([new("x", input)], ["y"], options));
    }

    [Fact]
    public void Tensors_of_strings_are_refused_in_words()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var owner = System.Buffers.MemoryPool<byte>.Shared.Rent(8);
        Should.Throw<OrtException>(() => OrtTensor.OverBytes(runtime, OrtElementType.String, owner, 1)).Message.ShouldContain("String");
    }

    [Fact]
    public void A_shape_that_does_not_fit_its_memory_is_refused_before_the_runtime_reads_beyond_it()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        Should.Throw<OrtException>(() => OrtTensor.Over(runtime, new float[3].AsMemory(), 2, 2)).Code.ShouldBe(OrtErrorCode.InvalidArgument);
        Should.Throw<OrtException>(() => OrtTensor.Over(runtime, new float[3].AsMemory(), long.MaxValue, long.MaxValue));
        Should.Throw<OrtException>(() => OrtTensor.Over(runtime, new float[3].AsMemory(), -1));
    }

    [Fact]
    public void An_empty_tensor_is_a_tensor()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.TinyMlp(), Cpu);
        using var input = OrtTensor.Over(runtime, Memory<float>.Empty, 0, 4);
        using var outputs = session.Run([new("x", input)], ["probabilities"]);
        outputs[0].Shape.ShouldBe([0, 3]);
        outputs[0].Data<float>().Length.ShouldBe(0);
    }

    [Fact]
    public void A_provider_that_is_absent_is_named_with_what_is_there_and_what_to_install()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        if (runtime.Library.LibraryPath.Contains("cuda", StringComparison.Ordinal)) Assert.Skip("CUDA may be there.");
        var exception = Should.Throw<OrtException>(() => runtime.OpenSession(TestModels.TinyMlp(), Cpu with { Provider = ExecutionProvider.Cuda }));
        exception.Code.ShouldBe(OrtErrorCode.ProviderFailed);
        exception.Message.ShouldContain("CPUExecutionProvider");
        exception.Message.ShouldContain("AssayOnnxRuntimeFlavor=cuda");
    }

    [Fact]
    public void Sessions_run_in_parallel()
    {
        using var runtime = NativeRuntime.OpenOrSkip();
        using var session = runtime.OpenSession(TestModels.Constant(), Cpu);
        Parallel.For(0, 64, i =>
        {
            using var input = OrtTensor.Over(runtime, new float[] { i, -i }.AsMemory(), 1, 2);
            using var outputs = session.Run([new("x", input)], ["y"]);
            outputs[0].Data<float>().ToArray().ShouldBe([1, 2]);
        });
    }
}
