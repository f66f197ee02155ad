namespace Assay.Formats.RData;

/// <summary>The beginning of a serialised R object: of <c>saveRDS</c>, or of a workspace that <c>save</c> writes.</summary>
/// <param name="Form">How numbers are written.</param>
/// <param name="Start">Offset behind the header's letters.</param>
public sealed record RHeader(RForm Form, long Start)
{
    /// <summary>Reads the letters and checks that a version follows; null where it is something else.</summary>
    public static RHeader? Find(ReadOnlySpan<byte> head)
    {
        var start = Workspace(head);
        if (head.Length < start + 14 || head[start + 1] != (byte)'\n') return null;
        RForm form;
        switch ((char)head[start])
        {
            case 'X': form = RForm.BigEndian; break;
            case 'B': form = RForm.LittleEndian; break;
            case 'A': form = RForm.Text; break;
            default: return null;
        }
        var version = head[(start + 2)..];
        var known = form switch
        {
            RForm.BigEndian => version[0] == 0 && version[1] == 0 && version[2] == 0 && version[3] is 2 or 3,
            RForm.LittleEndian => version[1] == 0 && version[2] == 0 && version[3] == 0 && version[0] is 2 or 3,
            _ => version[0] is (byte)'2' or (byte)'3' && version[1] is (byte)'\n' or (byte)'\r',
        };
        return known ? new(form, start + 2) : null;
    }

    private static int Workspace(ReadOnlySpan<byte> head) =>
        head.Length > 5 && head[0] == (byte)'R' && head[1] == (byte)'D' && head[2] is (byte)'X' or (byte)'A' or (byte)'B'
            && head[3] is (byte)'2' or (byte)'3' && head[4] == (byte)'\n' ? 5 : 0;
}
