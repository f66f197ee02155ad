using System.ComponentModel.DataAnnotations;
using Assay.Analysis.Probes;
using Assay.OnnxRuntime;

namespace Assay.GpuProbe;

/// <summary>How models are run; section <c>GpuProbe</c> of the configuration. How the child is shut in stands in section <c>Sandbox</c>.</summary>
public sealed class GpuProbeOptions : IValidatableObject
{
    public const string Section = "GpuProbe";

    /// <summary>What computes the models: cpu, webgpu or cuda. Default: cpu.</summary>
    [EnumDataType(typeof(ExecutionProvider))]
    public ExecutionProvider Provider { get; set; } = ExecutionProvider.Cpu;

    /// <summary>The device among several of its kind, from 0. Default: 0.</summary>
    [Range(0, 63)]
    public int DeviceIndex { get; set; }

    /// <summary>Full path of ONNX Runtime's library. Default: see <see cref="OrtLocator"/>.</summary>
    public string? LibraryPath { get; set; }

    /// <summary>Program that is started with the one argument <c>probe-child</c>. Default: this service, from the folder of the application.</summary>
    public string? ChildExecutable { get; set; }

    /// <summary>The source of chance in every probe; part of the key of every result. Default: 1.</summary>
    public ulong Seed { get; set; } = 1;

    /// <summary>Threads inside one operator. Default: 2.</summary>
    [Range(1, 256)]
    public int Threads { get; set; } = 2;

    /// <summary>Longest time for one run of a small model; large ones get more. Default: 30 seconds.</summary>
    public TimeSpan RunTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest time for all probes of a small model; large ones get more. Default: 10 minutes.</summary>
    public TimeSpan WallTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest time for one probe, by its tier.</summary>
    public ProbeBudgets Budgets { get; set; } = new();

    /// <summary>Most resident memory of a child, in bytes; models that cannot fit are not run. Default: 4 GiB.</summary>
    [Range(256L << 20, 4L << 40)]
    public long MemoryBytes { get; set; } = 4L << 30;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (RunTime < TimeSpan.FromMilliseconds(100)) yield return new($"{Section}:RunTime must be at least 100 ms, not {RunTime}.", [nameof(RunTime)]);
        foreach (var tier in Enum.GetValues<ProbeTier>().Where(tier => Budgets.For(tier) <= TimeSpan.Zero))
            yield return new($"{Section}:Budgets:{tier} must be longer than nothing.", [nameof(Budgets)]);
        if (WallTime < RunTime) yield return new($"{Section}:WallTime ({WallTime}) must not be shorter than RunTime ({RunTime}).", [nameof(WallTime)]);
        // The host stops a unit of work at 15 minutes.
        if (WallTime > TimeSpan.FromMinutes(14)) yield return new($"{Section}:WallTime must be at most 14 minutes, not {WallTime}.", [nameof(WallTime)]);
    }
}
