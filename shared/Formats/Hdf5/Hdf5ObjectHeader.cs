namespace Assay.Formats.Hdf5;

/// <summary>Reads the messages of an object, version 1 or 2, with all continuations.</summary>
internal static class Hdf5ObjectHeader
{
    private const int MaxMessages = 200_000;
    private const int MaxBlocks = 4096;

    /// <summary>All messages that can be read; damage is a fault of <paramref name="space"/>.</summary>
    public static List<Hdf5Message> Read(Hdf5Space space, long address)
    {
        var messages = new List<Hdf5Message>();
        var head = space.Peek(address, 32);
        if (head.AsSpan().StartsWith("OHDR"u8)) Version2(space, address, head, messages);
        else if (head.Length >= 16 && head[0] == 1) Version1(space, address, head, messages);
        else space.Fault("an object's header is neither of the two versions", address);
        return messages;
    }

    private static void Version1(Hdf5Space space, long address, byte[] head, List<Hdf5Message> messages)
    {
        var cursor = space.Cursor(head);
        cursor.Skip(8);
        var size = cursor.U32();
        space.Mark(address, 16);
        Blocks(space, (address + 16, size), messages, (bytes, at, found) => Messages1(bytes, at, found));
    }

    private static void Version2(Hdf5Space space, long address, byte[] head, List<Hdf5Message> messages)
    {
        var cursor = space.Cursor(head);
        cursor.Skip(5);
        var flags = cursor.U8();
        if ((flags & 0x20) != 0) cursor.Skip(16);
        if ((flags & 0x10) != 0) cursor.Skip(4);
        var size = cursor.Number(1 << (flags & 3));
        if (!cursor.Ok || size < 0)
        {
            space.Fault("an object's header is cut off", address);
            return;
        }
        space.Mark(address, cursor.At + size + 4);
        var ordered = (flags & 4) != 0;
        Blocks(space, (address + cursor.At, size), messages, (bytes, at, found) => Messages2(bytes, at, ordered, found));
    }

    private delegate void Parse(byte[] bytes, long address, List<Hdf5Message> found);

    private static void Blocks(Hdf5Space space, (long Address, long Length) first, List<Hdf5Message> messages, Parse parse)
    {
        var blocks = new Queue<(long Address, long Length)>([first]);
        var seen = new HashSet<long>();
        for (var n = 0; blocks.TryDequeue(out var block); n++)
        {
            if (n >= MaxBlocks || messages.Count >= MaxMessages)
            {
                space.Limit("an object has more messages than are followed", block.Address);
                return;
            }
            if (!seen.Add(block.Address))
            {
                space.Fault("an object's header continues in itself", block.Address);
                continue;
            }
            var length = Math.Min(block.Length, Math.Max(0, space.FileLength - space.Start - block.Address));
            if (length < block.Length) space.Fault("an object's header reaches beyond the file", block.Address);
            var bytes = space.Take(block.Address, length, "header of an object");
            if (bytes is null) continue;
            var from = messages.Count;
            var skip = bytes.AsSpan().StartsWith("OCHK"u8) ? 4 : 0;
            parse(skip == 0 ? bytes : bytes[4..Math.Max(4, bytes.Length - 4)], block.Address + skip, messages);
            for (var i = from; i < messages.Count; i++)
            {
                if (messages[i].Type != Hdf5Message.Continuation) continue;
                var cursor = space.Cursor(messages[i].Body.Span);
                blocks.Enqueue((cursor.Offset(), cursor.Length()));
            }
        }
    }

    private static void Messages1(byte[] bytes, long address, List<Hdf5Message> found)
    {
        var cursor = new Hdf5Cursor(bytes);
        while (cursor.Left >= 8)
        {
            var (type, size, flags) = (cursor.U16(), cursor.U16(), cursor.U8());
            cursor.Skip(3);
            Add(bytes, address, type, flags, size, ref cursor, found);
        }
    }

    private static void Messages2(byte[] bytes, long address, bool ordered, List<Hdf5Message> found)
    {
        var cursor = new Hdf5Cursor(bytes);
        while (cursor.Left >= (ordered ? 6 : 4))
        {
            var (type, size, flags) = (cursor.U8(), cursor.U16(), cursor.U8());
            if (ordered) cursor.Skip(2);
            Add(bytes, address, type, flags, size, ref cursor, found);
        }
    }

    private static void Add(byte[] bytes, long address, int type, int flags, int size, ref Hdf5Cursor cursor, List<Hdf5Message> found)
    {
        var at = cursor.At;
        // A message that is cut off still says what it says up to there.
        size = Math.Min(size, cursor.Left);
        cursor.Skip(size);
        if (type != 0 && found.Count < MaxMessages) found.Add(new(type, flags, bytes.AsMemory(at, size), address + at));
    }
}
