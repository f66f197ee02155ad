using System.Diagnostics;
using Assay.OnnxGraph.Model;
using Assay.OnnxGraph.Running;

namespace Assay.Tests.Benchmarks.Gradients;

/// <summary>A session that adds up the time inside runs over bound buffers.</summary>
internal sealed class TimedSession(IGraphSession session) : IGraphSession
{
    public Stopwatch Inside { get; } = new();

    public IReadOnlyDictionary<string, TensorConstant> Run(IReadOnlyDictionary<string, TensorConstant> inputs, IReadOnlyList<string> outputs) =>
        session.Run(inputs, outputs);

    public IGraphBuffer Allocate(ElementType type, IReadOnlyList<long> dims) => session.Allocate(type, dims);

    public IGraphBinding Bind() => new TimedBinding(session.Bind(), Inside);

    public void Dispose() => session.Dispose();

    private sealed class TimedBinding(IGraphBinding binding, Stopwatch clock) : IGraphBinding
    {
        public void Input(string name, IGraphBuffer buffer) => binding.Input(name, buffer);

        public void Output(string name, IGraphBuffer buffer) => binding.Output(name, buffer);

        public void Run()
        {
            clock.Start();
            binding.Run();
            clock.Stop();
        }

        public void Dispose() => binding.Dispose();
    }
}
