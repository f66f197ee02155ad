using System.Text.Json;
using Assay.Analysis;
using Assay.Contracts.Findings;
using Assay.Contracts.Values;
using Assay.Domain.Facts;
using Assay.Inspect.Analysers.Pickle;

namespace Assay.Inspect.Analysers.SafeTensors;

/// <summary>Checks the index of sharded weights: the loader opens every file that it names.</summary>
public sealed class ShardIndexAnalyser : IAnalyser
{
    private const long MaxLength = 64L << 20;

    public AnalyserManifest Manifest { get; } =
        new("shard-index", 1, Maturity.Enforcing, [FileFormat.Json], ShardIndexRules.All);

    public ValueTask<AnalysisResult> AnalyseAsync(AnalysisContext context, CancellationToken cancellationToken)
    {
        var length = context.Bytes.Length;
        if (length > MaxLength) return ValueTask.FromResult(new AnalysisResult([], 0));
        var bytes = new byte[length];
        bytes = bytes[..context.Bytes.Read(0, bytes)];
        // A key may be written with escapes, so the cheap check is only for what every escape begins with.
        if (bytes.AsSpan().IndexOf("weight_map"u8) < 0 && bytes.AsSpan().IndexOf("\\u00"u8) < 0) return ValueTask.FromResult(new AnalysisResult([], 0));
        var findings = new FindingList(context);
        var files = new Dictionary<string, long>(StringComparer.Ordinal);
        var found = Read(bytes, files, findings, cancellationToken);
        return ValueTask.FromResult(new AnalysisResult(findings.Ordered(), found ? length : 0)
        {
            Conditional = [.. files.Where(f => !LeavesFolder(f.Key)).Take(MaxShards).Select(f => new ConditionalFinding(f.Key, Absent(context, f.Key, f.Value)))],
        });
    }

    /// <summary>Shards of one checkpoint; the largest public ones have a few hundred.</summary>
    private const int MaxShards = 1000;

    private static bool Read(byte[] bytes, Dictionary<string, long> files, FindingList findings, CancellationToken cancellationToken)
    {
        var body = bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf]) ? bytes.AsSpan(3) : bytes;
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var found = false;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth != 1 || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("weight_map"u8)) continue;
                reader.Read();
                if (reader.TokenType != JsonTokenType.StartObject) continue;
                found = true;
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var at = reader.TokenStartIndex;
                    var name = reader.GetString()!;
                    reader.Read();
                    if (reader.TokenType == JsonTokenType.String)
                    {
                        var file = reader.GetString()!;
                        if (files.TryAdd(file, at)) Check(name, file, at, findings);
                        continue;
                    }
                    findings.Add(ShardIndexRules.Malformed, at, $"The shard of '{EvidenceText.Quote(name, 80)}' is no text.");
                    reader.Skip();
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            if (found) findings.Add(ShardIndexRules.Malformed, reader.BytesConsumed, "The index is no valid JSON behind this point.");
        }
        return found;
    }

    private static Finding Absent(AnalysisContext context, string file, long at) => ShardIndexRules.Absent.Report(
        $"The index names '{EvidenceText.Quote(file)}', which is not among the model's files.", context.At(at), Evidence.Quoted("shard", file));

    private static void Check(string tensor, string file, long at, FindingList findings)
    {
        if (!LeavesFolder(file)) return;
        findings.Add(
            ShardIndexRules.LeavesFolder, at, $"The tensor '{EvidenceText.Quote(tensor, 80)}' is said to be in '{EvidenceText.Quote(file)}', which is outside the folder.",
            Evidence.Quoted("shard", file));
    }

    private static bool LeavesFolder(string file)
    {
        var path = Uri.UnescapeDataString(file).Replace('\\', '/');
        return path.StartsWith('/') || path.StartsWith('~') || path.Contains("://", StringComparison.Ordinal) || (path.Length > 1 && path[1] == ':')
            || path.Split('/').Contains("..") || path.Contains('\0', StringComparison.Ordinal) || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
    }
}
