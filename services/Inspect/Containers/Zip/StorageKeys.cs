using System.Text;
using Assay.Formats;
using Assay.Formats.Pickle;

namespace Assay.Inspect.Containers.Zip;

/// <summary>
/// Collects the keys of the storages that a torch pickle asks its loader for: the third part of the tuple before each BINPERSID. Reads opcodes and follows
/// no objects, which the pickle's own analyser does; of an odd pickle it may miss keys, and never invents one.
/// </summary>
internal sealed class StorageKeys(ByteSource source)
{
    /// <summary>Keys kept; the largest checkpoints have some ten thousand storages in a file.</summary>
    private const int MaxKeys = 200_000;

    /// <summary>Memo slots of texts that are remembered; a key that is written again comes from there.</summary>
    private const int MaxMemo = 1 << 20;

    private const int MaxKey = 64;
    private const int KeyAt = 2;
    private const int CancellationInterval = 4096;

    private readonly PickleOpcodeReader _reader = new(source, 0);
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<long, Part> _memo = [];
    private readonly Part[] _parts = new Part[KeyAt + 1];
    private Part _last;
    private Part _key;
    private int _count;
    private long _memoized;

    /// <summary>The keys of the pickle at the beginning of <paramref name="source"/>, up to its end or to where it makes no sense.</summary>
    public static IReadOnlySet<string> Read(ByteSource source, CancellationToken cancellationToken)
    {
        var keys = new StorageKeys(source);
        for (var read = 1; keys._reader.Read() == PickleReadState.Read && keys._reader.Opcode != PickleOpcode.Stop && keys._keys.Count < MaxKeys; read++)
        {
            if (read % CancellationInterval == 0) cancellationToken.ThrowIfCancellationRequested();
            keys.Step();
        }
        return keys._keys;
    }

    private void Step()
    {
        switch (_reader.Opcode)
        {
            case PickleOpcode.Mark:
                _count = 0;
                _last = default;
                break;
            case PickleOpcode.BinUnicode or PickleOpcode.ShortBinUnicode or PickleOpcode.BinString or PickleOpcode.ShortBinString:
                Push(new(_reader.ArgumentOffset, (int)Math.Min(_reader.ArgumentLength, MaxKey + 1)));
                break;
            case PickleOpcode.Memoize: Remember(_memoized); break;
            case PickleOpcode.BinPut or PickleOpcode.LongBinPut: Remember(_reader.Number); break;
            case PickleOpcode.BinGet or PickleOpcode.LongBinGet: Push(_memo.GetValueOrDefault(_reader.Number)); break;
            case PickleOpcode.Tuple:
                _key = _count > KeyAt + 1 && IsStorage(_parts[0]) ? _parts[KeyAt] : default;
                _last = default;
                break;
            case PickleOpcode.StackGlobal:
                // Two texts become one import.
                _count = Math.Max(0, _count - 2);
                Push(default);
                break;
            case PickleOpcode.BinPersId:
                if (_key.Length is > 0 and <= MaxKey && Text(_key) is { } key) _keys.Add(key);
                _key = default;
                break;
            default:
                Push(default);
                break;
        }
    }

    private void Push(Part part)
    {
        if (_count < _parts.Length) _parts[_count] = part;
        _count++;
        _last = part;
    }

    private void Remember(long index)
    {
        _memoized++;
        if (_last.Length > 0 && _memo.Count < MaxMemo) _memo[index] = _last;
    }

    private bool IsStorage(Part part) => part.Length == "storage".Length && Text(part) == "storage";

    private string Text(Part part)
    {
        if (_reader.TryPeek(part.Offset, part.Length, out var near)) return Encoding.UTF8.GetString(near);
        Span<byte> buffer = stackalloc byte[MaxKey];
        return Encoding.UTF8.GetString(buffer[..source.Read(part.Offset, buffer[..part.Length])]);
    }

    // A text in the pickle; length 0 for anything else.
    private readonly record struct Part(long Offset, int Length);
}
