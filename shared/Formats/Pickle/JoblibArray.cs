using System.Globalization;

namespace Assay.Formats.Pickle;

/// <summary>
/// joblib writes an array as a wrapper object, and behind its BUILD the array's bytes, raw, in the middle of the pickle. Whoever does not step over
/// them loses everything behind the first array.
/// </summary>
internal readonly record struct JoblibArray(long Bytes, bool Aligned, bool IsPickled)
{
    private const int MaxKey = 64;

    /// <summary>The array that follows a BUILD of <paramref name="call"/>'s object; false where it is no array wrapper, or one whose size is not said.</summary>
    public static bool TryRead(ByteSource source, PickleCall call, out JoblibArray array)
    {
        array = default;
        if (call.Kind == PickleCallKind.Build || call.Callee.Import is not { Name: "NumpyArrayWrapper" }) return false;
        if (call.State.Kind != PickleValueKind.Dict || call.State.Items is not { } state) return false;
        long? count = null, size = null;
        var (aligned, pickled) = (false, false);
        var pairs = state.Values;
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            var value = pairs[i + 1];
            switch (PickleText.Read(source, pairs[i], MaxKey))
            {
                case "shape":
                    count = Count(value);
                    break;
                case "dtype":
                    size = ItemSize(source, value, out pickled);
                    break;
                case "numpy_array_alignment_bytes":
                    aligned = value.Kind != PickleValueKind.None;
                    break;
            }
        }
        if (count is null || size is null) return false;
        var bytes = (Int128)count.Value * size.Value;
        if (bytes > long.MaxValue) return false;
        array = new((long)bytes, aligned, pickled);
        return true;
    }

    private static long? Count(in PickleValue shape)
    {
        if (shape.Items is not { } items || items.Count > PickleItems.Kept) return null;
        Int128 product = 1;
        foreach (var dimension in items.Values)
        {
            if (dimension.Kind != PickleValueKind.Int || dimension.Number < 0) return null;
            product *= dimension.Number;
            if (product > long.MaxValue) return null;
        }
        return (long)product;
    }

    private static long? ItemSize(ByteSource source, in PickleValue dtype, out bool pickled)
    {
        pickled = false;
        if (dtype.Call is not { } call || call.ArgumentList.Length == 0) return null;
        var code = PickleText.Read(source, call.ArgumentList[0], MaxKey)?.TrimStart('<', '>', '|', '=');
        if (string.IsNullOrEmpty(code)) return null;
        pickled = code[0] == 'O';
        var digits = code.AsSpan(1);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        if (end >= 0) digits = digits[..end];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var width)) return code is "?" ? 1 : null;
        // Text in arrays has four bytes a character.
        return code[0] == 'U' ? 4L * width : width;
    }
}
