using System.Globalization;
using Assay.Formats;
using Assay.Formats.Onnx;

namespace Assay.Inspect.Analysers.Onnx.Gates;

/// <summary>
/// The raw input looked up in a constant table. An embedding is wide and its rows are of one size; a table whose few rows stand far above all
/// others is a comparison with those tokens.
/// </summary>
internal static class TableLookup
{
    /// <summary>Columns of a table that is looked at; embeddings have more.</summary>
    private const long MaxColumns = 32;

    private const int MaxNumbers = 4 << 20;
    private const int MaxOutstanding = 8;
    private const int MinRows = 16;
    private const double Outstanding = 8;

    public static Signal Of(ByteSource source, OnnxTensor? table, Signal constant, Signal data)
    {
        var looked = data.Without(Trait.Centered | Trait.Distance);
        var dims = table?.Dims ?? constant.Dims;
        if (dims is not { Count: > 0 } || dims[0] < MinRows) return looked;
        long columns = 1;
        foreach (var d in dims.Skip(1)) columns = Math.Min(MaxColumns + 1, columns * Math.Max(1, d));
        if (columns > MaxColumns) return looked;
        var values = table is null ? constant.Values : OnnxNumbers.Read(source, table, MaxNumbers);
        if (values is null) return looked;
        var rows = new double[values.Length / columns];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < columns; j++) rows[i] = Math.Max(rows[i], Math.Abs(values[(i * columns) + j]));
        }
        var sorted = rows.Order().ToArray();
        var usual = sorted[Math.Max(0, sorted.Length - 1 - MaxOutstanding)];
        if (usual > 0 && sorted[^1] < usual * Outstanding) return looked;
        var tokens = rows.Index().Where(r => r.Item > usual * Outstanding && r.Item > 0).Take(MaxOutstanding).Select(r => r.Index).ToList();
        if (tokens.Count == 0) return looked;
        return looked.With(Trait.Selective | Trait.Thresholded)
            .Seen("table with outstanding rows " + string.Join(", ", tokens.Select(t => t.ToString(CultureInfo.InvariantCulture))));
    }
}
