using System.Diagnostics;
using System.Security.Cryptography;
using Assay.Tests.Fuzz.Targets;

namespace Assay.Tests.Fuzz;

/// <summary>
/// Gives mutated inputs to a target, on all cores. An input that makes it throw or that it finds fault with, one that takes too long and one that
/// allocates too much are kept; the same seed makes them again.
/// </summary>
internal sealed class FuzzRun(IFuzzTarget target, FuzzOptions options)
{
    private readonly Current[] _current = [.. Enumerable.Range(0, options.Threads).Select(_ => new Current())];
    private long _done;
    private long _bytes;
    private int _failures;

    /// <summary>Artifacts.</summary>
    public FuzzRun(IReadOnlyList<Seed> seeds, FuzzOptions options)
        : this(new ArtifactTarget(seeds), options) { }

    /// <summary>0: nothing was found.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, options.Threads).Select(i => new Thread(() => Work(i), 16 << 20)).ToList();
        threads.ForEach(t => t.Start());
        while (threads.Exists(t => t.IsAlive))
        {
            Thread.Sleep(1000);
            foreach (var current in _current) Watch(current);
            if ((int)watch.Elapsed.TotalSeconds % 30 == 0) Say(watch.Elapsed);
        }
        Say(watch.Elapsed);
        return _failures == 0 ? 0 : 1;
    }

    private void Work(int thread)
    {
        var current = _current[thread];
        for (var i = options.First + thread; i < options.Count && _failures < options.MaxFailures; i += options.Threads)
        {
            var seed = unchecked((int)((options.Seed * 1_000_003L) + i));
            var input = new Mutator(seed).Next(target.Seeds, out var origin, options.MaxLength);
            current.Begin(i, input, origin);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var failure = Examine(input, origin);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            var elapsed = current.End();
            failure ??= elapsed > options.MaxTime ? $"took {elapsed.TotalSeconds:0.0} s" : null;
            failure ??= allocated > options.MaxAllocated ? $"allocated {allocated >> 20} MiB" : null;
            if (failure is not null) Keep(input, origin, failure);
            Interlocked.Increment(ref _done);
            Interlocked.Add(ref _bytes, input.Length);
        }
    }

    private string? Examine(byte[] input, Seed origin)
    {
#pragma warning disable CA1031 // Whatever escapes is what is looked for.
        try
        {
            return target.Examine(input, origin);
        }
        catch (Exception e)
        {
            return e.ToString();
        }
#pragma warning restore CA1031
    }

    private void Watch(Current current)
    {
        if (current.Running <= options.MaxTime * 4 || current.Input is not { } input) return;
        Keep(input, current.Origin!, $"hangs at input {current.Number}");
        Environment.Exit(3);
    }

    private void Keep(byte[] input, Seed origin, string failure)
    {
        Directory.CreateDirectory(options.Output);
        var name = Path.Combine(options.Output, Convert.ToHexStringLower(SHA256.HashData(input))[..16] + Path.GetExtension(origin.Name));
        File.WriteAllBytes(name, input);
        Interlocked.Increment(ref _failures);
        Console.WriteLine($"FOUND {name} (from {origin.Name}): {failure}");
    }

    private void Say(TimeSpan elapsed) => Console.WriteLine(
        $"{elapsed.TotalSeconds:0} s: {_done} inputs, {_done / Math.Max(1, elapsed.TotalSeconds):0}/s, {_bytes >> 20} MiB, {_failures} failures, {Environment.WorkingSet >> 20} MiB resident");

    private sealed class Current
    {
        // Read by the thread that watches; 0 between inputs.
        private long _began;

        public byte[]? Input { get; private set; }

        public Seed? Origin { get; private set; }

        public long Number { get; private set; }

        public TimeSpan Running => Volatile.Read(ref _began) is var began and > 0 ? Stopwatch.GetElapsedTime(began) : default;

        public void Begin(long number, byte[] input, Seed origin)
        {
            (Number, Input, Origin) = (number, input, origin);
            Volatile.Write(ref _began, Stopwatch.GetTimestamp());
        }

        public TimeSpan End()
        {
            var elapsed = Stopwatch.GetElapsedTime(_began);
            Volatile.Write(ref _began, 0);
            return elapsed;
        }
    }
}
