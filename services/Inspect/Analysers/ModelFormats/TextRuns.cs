using System.Buffers;
using System.Text;
using Assay.Formats;

namespace Assay.Inspect.Analysers.ModelFormats;

/// <summary>Runs of printable characters in bytes whose structure is not public: one or two bytes a character.</summary>
internal static class TextRuns
{
    /// <summary>Shorter runs are chance in weights, and too short for a command.</summary>
    private const int MinRun = 8;

    private const int MaxRun = 16 * 1024;
    private const int Chunk = 256 * 1024;

    /// <summary>Bytes that are looked through: a few seconds.</summary>
    public const long MaxBytes = 512L << 20;

    /// <summary>Gives every run with its offset; returns how many bytes were looked through.</summary>
    public static long Read(ByteSource source, Action<string, long> run, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        var narrow = new Run(1, run);
        Run[] wide = [new(2, run), new(2, run)];
        try
        {
            long at = 0;
            while (at < Math.Min(source.Length, MaxBytes))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = source.Read(at, buffer.AsSpan(0, Chunk));
                if (read == 0) break;
                for (var i = 0; i < read; i++)
                {
                    var b = buffer[i];
                    var printable = b is (>= 0x20 and < 0x7f) or (byte)'\n' or (byte)'\r' or (byte)'\t';
                    narrow.Take(b, printable, at + i);
                    var parity = (int)((at + i) & 1);
                    // Characters of one parity, zeros of the other.
                    if (printable) wide[1 - parity].End();
                    else if (b != 0) wide[1 - parity].End();
                    if (printable) wide[parity].Take(b, true, at + i);
                    else wide[parity].End();
                }
                at += read;
            }
            narrow.End();
            foreach (var w in wide) w.End();
            return at;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private sealed class Run(int width, Action<string, long> tell)
    {
        private readonly byte[] _bytes = new byte[MaxRun];
        private int _count;
        private long _start;

        public void Take(byte b, bool printable, long at)
        {
            if (!printable)
            {
                End();
                return;
            }
            if (_count == 0) _start = at;
            _bytes[_count++] = b;
            if (_count < MaxRun) return;
            // A command may stand on the border: its beginning is kept for the next piece.
            tell(Encoding.ASCII.GetString(_bytes, 0, _count), _start);
            const int Kept = 1024;
            Array.Copy(_bytes, MaxRun - Kept, _bytes, 0, Kept);
            (_count, _start) = (Kept, at - (Kept * width));
        }

        public void End()
        {
            if (_count >= MinRun) tell(Encoding.ASCII.GetString(_bytes, 0, _count), _start);
            _count = 0;
        }
    }
}
