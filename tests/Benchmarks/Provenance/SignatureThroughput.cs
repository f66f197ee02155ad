using System.Diagnostics;
using System.Security.Cryptography;
using Assay.Attestation.Keys;
using Assay.Attestation.Oms;
using Assay.Attestation.Oms.Signing;
using Assay.Attestation.Oms.Trust;
using Assay.Cli.Provenance.Files;

namespace Assay.Tests.Benchmarks.Provenance;

/// <summary>
/// Verifies a signed model of 2 GB in the page cache, as one file and as four, and compares the time with <c>openssl dgst -sha256</c> on the same bytes, which
/// compares nothing. Runs are interleaved; the medians of five are compared.
/// </summary>
public static class SignatureThroughput
{
    private const long Size = 2_000_000_000;
    private const int Rounds = 5;

    /// <summary>Prints times, the ratio of the speeds and the most memory that this process has used.</summary>
    public static async Task RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("assay-provenance-");
        try
        {
            foreach (var parts in new[] { 1, 4 }) await MeasureAsync(Path.Combine(folder.FullName, $"model-{parts}"), parts);
            Console.WriteLine($"peak memory              {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:f0} MB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string root, int parts)
    {
        Directory.CreateDirectory(root);
        var files = Enumerable.Range(0, parts).Select(i => Path.Combine(root, $"model-{i}.safetensors")).ToList();
        foreach (var file in files) Write(file, Size / parts);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = EcdsaSigner.FromPem(key.ExportPkcs8PrivateKeyPem(), null).Value!;
        var signature = await new OmsSigner(ModelFolder.At(root), signer, new()).SignAsync(CancellationToken.None);
        var trust = new KeyTrust(signer.PublicKey);
        var (references, verifications) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            references.Add(Seconds(() => OpenSsl(files)));
            verifications.Add(Seconds(() =>
            {
                var options = new OmsOptions { At = DateTimeOffset.UtcNow };
                var result = OmsVerifier.VerifyAsync(signature.Bundle, ModelFolder.At(root), trust, options, CancellationToken.None).GetAwaiter().GetResult();
                if (!result.IsValid) throw new InvalidOperationException(result.Refusals[0].Message);
            }));
        }
        var (reference, verified) = (Median(references), Median(verifications));
        Console.WriteLine($"{parts} files of {Size / parts / 1e9:f1} GB");
        Console.WriteLine($"  openssl dgst -sha256   {reference:f3} s   {Size / reference / 1e9:f2} GB/s");
        Console.WriteLine($"  verify                 {verified:f3} s   {Size / verified / 1e9:f2} GB/s");
        Console.WriteLine($"  ratio                  {reference / verified:f2}");
        Directory.Delete(root, recursive: true);
    }

    private static void Write(string path, long size)
    {
        var random = new Random(1);
        var buffer = new byte[1 << 20];
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (long written = 0; written < size;)
        {
            random.NextBytes(buffer);
            var n = (int)Math.Min(buffer.Length, size - written);
            RandomAccess.Write(file, buffer.AsSpan(0, n), written);
            written += n;
        }
    }

    private static void OpenSsl(IEnumerable<string> files)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", .. files]) { RedirectStandardOutput = true })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
