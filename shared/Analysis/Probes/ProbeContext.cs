using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Assay.Analysis.Probes.Feeding;
using Assay.OnnxRuntime;

namespace Assay.Analysis.Probes;

/// <summary>What a probe gets to work with.</summary>
/// <param name="Runtime">The runtime; the probe opens and closes its own sessions.</param>
/// <param name="ModelPath">The model's file; its companions lie beside it, all read-only.</param>
/// <param name="Device">Settings for every session: provider, device, threads.</param>
/// <param name="Seed">The run's source of chance, which the report names; draw from <see cref="Random"/>.</param>
/// <param name="Budget">What the probe may use.</param>
/// <param name="Progress">Told in a few words what comes next, so that a crash can be placed.</param>
public sealed record ProbeContext(
    OrtRuntime Runtime, string ModelPath, OrtSessionSettings Device, ulong Seed, ProbeBudget Budget, Action<string> Progress)
{
    /// <summary>The probe's own id; part of what its chance is drawn from.</summary>
    public string Probe { get; init; } = "";

    /// <summary>What the model is and how it is fed. Never null; <see cref="ModelInterface.Problem"/> says where it could not be found out.</summary>
    public ModelInterface Interface { get; init; } = ModelInterface.Unknown("It was not asked for.");

    /// <summary>Results of the probes that ran before in this child, by id.</summary>
    public IReadOnlyDictionary<string, ProbeResult> Earlier { get; init; } = new Dictionary<string, ProbeResult>();

    /// <summary>What this probe left as <see cref="ProbeResult.Checkpoint"/> in an earlier attempt; null at the first one.</summary>
    public byte[]? Resume { get; init; }

    /// <summary>An empty folder of the child's own, 64 MiB at most, for generated models whose external data has to lie somewhere.</summary>
    public string? WorkFolder { get; init; }

    /// <summary>What the model is to be compared with; null where nothing is at hand.</summary>
    public ProbeReference? Reference { get; init; }

    /// <summary>Measures the share of time that the runtime has.</summary>
    public ProbeMeter Meter { get; init; } = new();

    /// <summary>Told how far the probe is, from 0 to 1.</summary>
    public Action<double>? Fraction { get; init; }

    /// <summary>Loads the model with the given device settings.</summary>
    /// <exception cref="OrtException">It cannot be loaded.</exception>
    public OrtSession OpenSession() => Meter.Measure(() => Runtime.OpenSession(ModelPath, Device));

    /// <summary>The model, with runs that are measured and end within a second of being cancelled.</summary>
    /// <exception cref="OrtException">It cannot be loaded.</exception>
    public ProbeSession Open(OrtSessionSettings? settings = null) =>
        new(this, Meter.Measure(() => Runtime.OpenSession(ModelPath, settings ?? Device)));

    /// <summary>A generated model, likewise. It finds the external data that the model itself has.</summary>
    /// <exception cref="OrtException">It cannot be loaded.</exception>
    public ProbeSession Open(ReadOnlyMemory<byte> model, OrtSessionSettings? settings = null) =>
        new(this, Meter.Measure(() => Runtime.OpenSession(model.Span, (settings ?? Device) with { ExternalDataFolder = Path.GetDirectoryName(ModelPath) })));

    /// <summary>A generated model from a file in <see cref="WorkFolder"/>.</summary>
    /// <exception cref="OrtException">It cannot be loaded.</exception>
    public ProbeSession OpenFile(string path, OrtSessionSettings? settings = null) =>
        new(this, Meter.Measure(() => Runtime.OpenSession(path, settings ?? Device)));

    /// <summary>The same context with the reference in the model's place: for what is known of the one to be found out of the other.</summary>
    /// <exception cref="InvalidOperationException">There is no reference.</exception>
    public ProbeContext OfReference() => Reference is { } reference
        ? this with { ModelPath = reference.Path, Reference = null, Interface = ModelInterface.Unknown("It was not asked for.") }
        : throw new InvalidOperationException("There is nothing to compare with.");

    /// <summary>Most bytes of a graph that probes read: it is rewritten in memory, and larger models have their weights in external data, which is not read.</summary>
    public const long MaxModelBytes = 400L << 20;

    /// <summary>The model's bytes, without its external data; null where there are more than <paramref name="max"/>.</summary>
    public byte[]? ReadModel(long max = MaxModelBytes) => new FileInfo(ModelPath).Length <= max ? File.ReadAllBytes(ModelPath) : null;

    /// <summary>A source of chance for one purpose: the same for the same run seed, probe and purpose, and independent of any other.</summary>
    public SeededNumbers Random(string purpose) => new(SeedFor(purpose));

    /// <inheritdoc cref="Random"/>
    public ulong SeedFor(string purpose) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed}\n{Probe}\n{purpose}")));

    /// <summary>Says what comes next and how far the probe is, from 0 to 1.</summary>
    public void Advance(double fraction, string next)
    {
        Fraction?.Invoke(Math.Clamp(fraction, 0, 1));
        Progress(next);
    }
}
