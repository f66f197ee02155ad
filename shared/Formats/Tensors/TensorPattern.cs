using System.Buffers.Binary;

namespace Assay.Formats.Tensors;

/// <summary>
/// Recognises, while the bytes pass, tensors that any two models may have: one value all over, evenly spaced numbers, triangular masks. Weights are told
/// from these after a few elements, so it costs nothing where it matters.
/// </summary>
internal sealed class TensorPattern(int width, IReadOnlyList<long> shape)
{
    /// <summary>Fewer bytes are no evidence of anything.</summary>
    public const int MinBytes = 1024;

    private readonly int _width = width is 1 or 2 or 4 or 8 ? width : 1;
    private readonly long _columns = shape.Count >= 2 ? shape[^1] : 0;
    private readonly long _rows = shape.Count >= 2 ? shape[^2] : 0;
    private readonly bool _isNumbers = width is 1 or 2 or 4 or 8;
    private long _index;
    private ulong _first;
    private ulong _second;
    private ulong _step;
    private double _floatStep;
    private bool _constant = true;
    private bool _counting = true;
    private bool _mask = true;

    /// <summary>What the bytes so far are.</summary>
    public TensorKind Kind =>
        _constant ? TensorKind.Constant
        : _counting && _isNumbers && _index > 2 ? TensorKind.Counting
        : _mask && _isNumbers && _columns > 1 && _rows > 1 ? TensorKind.Mask : TensorKind.Weights;

    /// <summary>Takes the next bytes, in whole elements.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_constant && !_counting && !_mask && IsConstant(bytes)) return;
        while (bytes.Length >= _width && (_constant || _counting || _mask))
        {
            Take(Element(bytes));
            bytes = bytes[_width..];
            // What began with one value is compared in one go.
            if (_index == 2 && _constant && IsConstant(bytes))
            {
                _index += bytes.Length / _width;
                (_counting, _mask) = (false, false);
                return;
            }
        }
    }

    private bool IsConstant(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < _width) return true;
        if (Element(bytes) == _first && bytes[_width..].SequenceEqual(bytes[..^_width])) return true;
        return false;
    }

    private void Take(ulong element)
    {
        switch (_index)
        {
            case 0:
                _first = element;
                break;
            case 1:
                _second = element;
                _step = unchecked(element - _first);
                _floatStep = Float(element) - Float(_first);
                _constant = element == _first;
                break;
            default:
                _constant &= element == _first;
                _counting &= IsNext(element);
                break;
        }
        _mask &= _columns > 1 && _rows > 1 && element == (_index % _columns <= _index / _columns % _rows ? _first : _second);
        _index++;
    }

    private bool IsNext(ulong element)
    {
        var bits = _width * 8;
        var expected = unchecked(_first + (_step * (ulong)_index));
        if (bits < 64) expected &= (1UL << bits) - 1;
        return element == expected || (_floatStep != 0 && _width >= 2 && Float(element) == Float(_first) + (_floatStep * _index));
    }

    private double Float(ulong element) => _width switch
    {
        2 => (double)BitConverter.UInt16BitsToHalf((ushort)element),
        4 => BitConverter.UInt32BitsToSingle((uint)element),
        8 => BitConverter.UInt64BitsToDouble(element),
        _ => element,
    };

    private ulong Element(ReadOnlySpan<byte> bytes) => _width switch
    {
        1 => bytes[0],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
