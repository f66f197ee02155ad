using Assay.Formats.MessagePack;

namespace Assay.Formats.Detection;

/// <summary>MessagePack has no signature: a map whose keys are names, followed far enough that chance is ruled out.</summary>
internal static class MessagePackShape
{
    private const int Tokens = 64;

    public static bool Looks(ByteSource source, ReadOnlySpan<byte> head)
    {
        if (head.Length < 4 || head[0] is not ((>= 0x81 and <= 0x8f) or 0xde or 0xdf)) return false;
        var reader = new MessagePackReader(source);
        var (keys, letters, count) = (0, 0, 0);
        while (count < Tokens && reader.Next(out var token))
        {
            count++;
            if (!token.IsKey) continue;
            if (token.Kind is not (MessagePackKind.Text or MessagePackKind.Binary) || token.Length is 0 or > 512
                || !IsName(reader.Text(token))) return token.Depth > 1 && keys > 1;
            keys++;
            letters += (int)token.Length;
        }
        if (reader.Fault is null) return keys > 0 && letters >= 2;
        // Cut off within the first key or soon behind it.
        return (keys > 0 && letters >= 4) || (keys == 0 && count == 1 && source.Length < 64 && head[1] is > 0xa3 and <= 0xbf && IsName(head[2..]));
    }

    private static bool IsName(string key)
    {
        foreach (var c in key)
        {
            if (c < ' ' || c == '\ufffd') return false;
        }
        return true;
    }

    private static bool IsName(ReadOnlySpan<byte> key) => key.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;
}
