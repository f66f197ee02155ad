using Assay.Contracts.Values;
using Assay.Formats;
using Assay.Formats.Detection;

namespace Assay.Analysis.Testing;

/// <summary>Runs one analyser on bytes, as the walk would: <c>await TestBed.For(new MyAnalyser()).WithBytes(bytes).RunAsync()</c>.</summary>
public sealed class TestBed
{
    private readonly IAnalyser _analyser;
    private ByteSource _bytes = new MemoryByteSource(default);
    private string? _format;
    private string? _member;
    private string _hint = NameHint.None;
    private Depth _depth = Depth.Full;

    private TestBed(IAnalyser analyser) => _analyser = analyser;

    public static TestBed For(IAnalyser analyser) => new(analyser);

    /// <summary>The bytes; their format is detected unless <see cref="As"/> names it.</summary>
    public TestBed WithBytes(ReadOnlyMemory<byte> bytes)
    {
        _bytes = new MemoryByteSource(bytes);
        return this;
    }

    /// <summary>A pickle, written opcode by opcode.</summary>
    public TestBed WithPickle(Action<PickleBuilder> write)
    {
        var pickle = new PickleBuilder();
        write(pickle);
        return WithBytes(pickle.ToArray()).As(FileFormat.Pickle);
    }

    /// <summary>A file on this machine.</summary>
    public TestBed WithFile(string path) => WithBytes(File.ReadAllBytes(path));

    /// <summary>Names the format instead of detecting it.</summary>
    public TestBed As(string format)
    {
        _format = format;
        return this;
    }

    /// <summary>Pretends that the bytes are a member of a container.</summary>
    public TestBed InMember(string member)
    {
        _member = member;
        return this;
    }

    /// <summary>Gives the bytes a name, of which the analyser learns the claim.</summary>
    public TestBed Named(string name)
    {
        _hint = NameHint.Of(name);
        return this;
    }

    public TestBed AtDepth(Depth depth)
    {
        _depth = depth;
        return this;
    }

    /// <summary>Runs the analyser where it accepts the format.</summary>
    public async Task<TestBedResult> RunAsync(CancellationToken cancellationToken = default)
    {
        var format = _format ?? FileTypeDetector.Detect(_bytes, _hint, cancellationToken).Format;
        if (!_analyser.Manifest.Accepts.Contains(format) && !_analyser.Manifest.Accepts.Contains("*")) return new(format, Accepted: false, new([], 0));
        var context = new AnalysisContext(Sha256Digest.OfNothing, format, _bytes, _member, _depth) { Hint = _hint };
        return new(format, Accepted: true, await _analyser.AnalyseAsync(context, cancellationToken).ConfigureAwait(false));
    }
}
