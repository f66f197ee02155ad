using System.Diagnostics;
using System.Globalization;
using System.Text;
using Assay.Formats;
using Assay.Formats.Tensors;

namespace Assay.Tests.Benchmarks.Lineage;

/// <summary>How fast the tensors of a large safetensors file are hashed, beside <c>openssl dgst -sha256</c> of the same file, and how much memory that takes.</summary>
public static class TensorThroughput
{
    private const int Rounds = 3;
    private const int TensorBytes = 32 << 20;

    /// <param name="megabytes">Size of the file.</param>
    public static async Task RunAsync(int megabytes)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "model.safetensors");
        await WriteAsync(path, (long)megabytes << 20);
        double own = double.MaxValue, peer = double.MaxValue;
        for (var i = 0; i < Rounds; i++)
        {
            own = Math.Min(own, Hash(path));
            peer = Math.Min(peer, await OpenSslAsync(path));
        }
        var size = new FileInfo(path).Length / 1e9;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"tensors  {size:N2} GB  {size / own:N2} GB/s   openssl dgst -sha256 {size / peer:N2} GB/s   ratio {peer / own:N2}   peak resident {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB"));
    }

    private static double Hash(string path)
    {
        using var file = File.OpenHandle(path);
        var source = new CachedByteSource(new FileByteSource(file));
        var watch = Stopwatch.StartNew();
        using var listing = TensorReader.List(source, path, null, default)!;
        var count = TensorHasher.Hash(listing, source.Length, problem => throw new InvalidOperationException(problem), default).Count(t => t.Kind == TensorKind.Weights);
        if (count != listing.Tensors.Count) throw new InvalidOperationException($"{count} of {listing.Tensors.Count} tensors are weights.");
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<double> OpenSslAsync(string path)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("openssl", ["dgst", "-sha256", path]) { RedirectStandardOutput = true })!;
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task WriteAsync(string path, long bytes)
    {
        var count = (int)Math.Max(1, bytes / TensorBytes);
        var header = Encoding.ASCII.GetBytes("{" + string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $"\"layers.{i}.weight\":{{\"dtype\":\"F32\",\"shape\":[{TensorBytes / 4096},1024],\"data_offsets\":[{(long)i * TensorBytes},{(long)(i + 1) * TensorBytes}]}}"))) + "}");
        await using var file = File.Create(path);
        await file.WriteAsync(BitConverter.GetBytes((long)header.Length));
        await file.WriteAsync(header);
        var block = new byte[TensorBytes];
        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            random.NextBytes(block.AsSpan(0, 1 << 20));
            block.AsSpan(0, 1 << 20).CopyTo(block.AsSpan(1 << 20));
            BitConverter.TryWriteBytes(block, i);
            await file.WriteAsync(block);
        }
    }
}
