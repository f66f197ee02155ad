using System.Globalization;

namespace Assay.Formats.SevenZip;

/// <summary>The list of files in a 7z header.</summary>
internal static class SevenZipFiles
{
    public static SevenZipListing Read(SevenZipCursor cursor, long headerOffset, long end)
    {
        var streams = new SevenZipStreams();
        for (byte id; (id = cursor.Byte()) != SevenZipIds.End;)
        {
            switch (id)
            {
                case SevenZipIds.ArchiveProperties:
                    while (cursor.Byte() != SevenZipIds.End) cursor.Bytes(cursor.Number());
                    break;
                case SevenZipIds.AdditionalStreams:
                    SevenZipStreams.Read(cursor);
                    break;
                case SevenZipIds.MainStreams:
                    streams = SevenZipStreams.Read(cursor);
                    break;
                case SevenZipIds.Files:
                    return new(ReadFiles(cursor, streams), streams.Folders, headerOffset, end, null);
                default:
                    throw new InvalidDataException("the header has an unknown part");
            }
        }
        return new(Match(streams, [], [], []), streams.Folders, headerOffset, end, null);
    }

    private static List<SevenZipFile> ReadFiles(SevenZipCursor cursor, SevenZipStreams streams)
    {
        var count = cursor.Count(SevenZipReader.MaxFilesPerByte);
        var empty = new bool[count];
        var names = new string[count];
        var attributes = new uint[count];
        for (byte id; (id = cursor.Byte()) != SevenZipIds.End;)
        {
            var size = cursor.Number();
            if (size > cursor.Left) throw new InvalidDataException("the list of files is cut off");
            var next = cursor.Position + (int)size;
            switch (id)
            {
                case SevenZipIds.EmptyStreams:
                    empty = cursor.Bits(count);
                    break;
                case SevenZipIds.Names when cursor.Byte() == 0:
                    for (var i = 0; i < count; i++) names[i] = cursor.Text();
                    break;
                case SevenZipIds.Attributes:
                    var defined = cursor.OptionalBits(count);
                    if (cursor.Byte() != 0) break;
                    for (var i = 0; i < count; i++) attributes[i] = defined[i] ? cursor.UInt32() : 0;
                    break;
            }
            cursor.Position = next;
        }
        return Match(streams, names, empty, attributes);
    }

    // Names that have content take the contents in order; contents without a name are files all the same.
    private static List<SevenZipFile> Match(SevenZipStreams streams, string[] names, bool[] empty, uint[] attributes)
    {
        var files = new List<SevenZipFile>();
        var at = 0;
        for (var folder = 0; folder < streams.Files.Count; folder++)
        {
            long offset = 0;
            foreach (var size in streams.Files[folder])
            {
                while (at < names.Length && empty[at]) files.Add(new(names[at] ?? "", -1, 0, 0, attributes[at++]));
                var name = at < names.Length ? names[at] : null;
                files.Add(new(name ?? string.Create(CultureInfo.InvariantCulture, $"(file {files.Count})"), folder, offset, size, at < names.Length ? attributes[at] : 0));
                at++;
                offset = offset > long.MaxValue - size ? long.MaxValue : offset + size;
            }
        }
        for (; at < names.Length; at++) files.Add(new(names[at] ?? "", -1, 0, 0, attributes[at]));
        return files;
    }
}
