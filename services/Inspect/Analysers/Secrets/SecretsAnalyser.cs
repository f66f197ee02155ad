using System.Buffers;
using System.Text;
using Assay.Analysis;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Source;

namespace Assay.Inspect.Analysers.Secrets;

/// <summary>Looks for credentials in texts, and in the ends of model files where their descriptions stand.</summary>
public sealed class SecretsAnalyser : IAnalyser
{
    private const int TextBytes = 64 << 20;
    private const int HeadBytes = 8 << 20;
    private const int TailBytes = 2 << 20;
    private const int Chunk = 1 << 20;
    private const int Overlap = 8192;

    private static readonly string[] Texts =
        [FileFormat.Text, FileFormat.Json, FileFormat.Yaml, FileFormat.Toml, FileFormat.Python, FileFormat.Notebook, FileFormat.Shell, FileFormat.Script, FileFormat.Requirements, FileFormat.Dockerfile, FileFormat.Workflow, FileFormat.Markup, FileFormat.Xml, FileFormat.Jinja];

    public AnalyserManifest Manifest { get; } = new("secrets", 1, Maturity.Enforcing,
        [.. Texts, FileFormat.Onnx, FileFormat.SafeTensors, FileFormat.Gguf, FileFormat.Pickle, FileFormat.Hdf5, FileFormat.TfLite, FileFormat.PythonBytecode], SecretRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var findings = new SourceFindings(context);
        var length = context.Bytes.Length;
        var isText = Texts.Contains(context.Format);
        var head = Math.Min(length, isText ? TextBytes : HeadBytes);
        Scan(context, 0, head, findings, cancellationToken);
        if (length > head) Scan(context, Math.Max(head, length - TailBytes), length, findings, cancellationToken);
        // Looking for a shape is no understanding of what stands there.
        return new(new AnalysisResult(findings.Ordered(), 0, isText && length > head + TailBytes ? "the middle of a large text was not searched for credentials" : null));
    }

    private static void Scan(AnalysisContext context, long from, long to, SourceFindings findings, CancellationToken cancellationToken)
    {
        var size = (int)Math.Min(Chunk + Overlap, Math.Max(0, to - from));
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var text = ArrayPool<char>.Shared.Rent(size);
        try
        {
            for (var at = from; at < to; at += Chunk)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var span = buffer.AsSpan(0, (int)Math.Min(size, to - at));
                // Of an outline, what is there is looked through.
                if (!context.Bytes.IsPresent(at, span.Length)) continue;
                var read = context.Bytes.Read(at, span);
                if (read == 0) return;
                // Every byte one character: offsets stay, and credentials are ASCII. Of the overlap only what begins before it counts twice, and is told once.
                SecretScan.Examine(text.AsSpan(0, Encoding.Latin1.GetChars(span[..read], text)), at, findings);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<char>.Shared.Return(text);
        }
    }
}
