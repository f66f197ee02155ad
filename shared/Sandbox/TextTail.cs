using System.Text;

namespace Assay.Sandbox;

/// <summary>Keeps the end of a stream, however much is written to it.</summary>
internal sealed class TextTail
{
    /// <summary>Enough for a native stack trace.</summary>
    private const int Capacity = 64 << 10;

    private readonly byte[] _ring = new byte[Capacity];
    private long _written;

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream stream)
    {
        var buffer = new byte[8 << 10];
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            lock (_ring)
            {
                foreach (var value in buffer.AsSpan(0, count)) _ring[_written++ % Capacity] = value;
            }
        }
    }

    public override string ToString()
    {
        lock (_ring)
        {
            var start = (int)(_written % Capacity);
            return _written <= Capacity
                ? Encoding.UTF8.GetString(_ring, 0, (int)_written)
                : Encoding.UTF8.GetString([.. _ring.AsSpan(start), .. _ring.AsSpan(0, start)]);
        }
    }
}
