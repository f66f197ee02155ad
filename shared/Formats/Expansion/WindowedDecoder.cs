namespace Assay.Formats.Expansion;

/// <summary>A decoder that writes into a window and is asked for a step whenever that is empty.</summary>
/// <param name="window">Where the bytes are made.</param>
internal abstract class WindowedDecoder(HistoryWindow window) : DecoderStream
{
    /// <summary>A step ends when so much is pending, or soon after.</summary>
    protected const int Chunk = 32 * 1024;

    private Exception? _stop;

    protected HistoryWindow Window { get; set; } = window;

    /// <summary>True where no more will be made.</summary>
    protected bool Done { get; set; }

    public sealed override int Read(Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            done += Window.Deliver(buffer[done..]);
            if (done == buffer.Length || (Done && Window.Pending == 0)) break;
            if (Window.Pending > 0) continue;
            if (_stop is not null)
            {
                // What came before the damage is delivered first.
                if (done > 0) break;
                throw _stop is UnsupportedCompressionException
                    ? new UnsupportedCompressionException(_stop.Message, _stop) : new InvalidDataException(_stop.Message, _stop);
            }
            try
            {
                Step();
            }
            catch (Exception e) when (e is InvalidDataException or UnsupportedCompressionException)
            {
                _stop = e;
            }
        }
        return done;
    }

    /// <summary>Makes some bytes, or takes one step towards them; sets <see cref="Done"/> at the end.</summary>
    protected abstract void Step();
}
