namespace Assay.Formats.Tensors;

/// <summary>
/// Names of tensors that programs compute when they make a model (rotary tables, position indices, filter banks): the same in every model of the
/// kind, so they say nothing of descent. A false name only takes its own tensor out of the evidence.
/// </summary>
internal static class ComputedTables
{
    private static readonly string[] _ends =
    [
        "inv_freq", "cos_cached", "sin_cached", "freqs_cis", "rotary_emb.freqs", "position_ids", "relative_position_index", "relative_coords_table", "masked_bias",
        "mel_filters", "mel_filterbank", "mel_scale.fb", "spectrogram.window", "attn_mask", "causal_mask", "anchors", "stride", "embed_positions.weights",
    ];

    public static bool Names(string name)
    {
        foreach (var end in _ends)
        {
            if (name.EndsWith(end, StringComparison.Ordinal) && (name.Length == end.Length || name[^(end.Length + 1)] is '.' or '_' or '/')) return true;
        }
        return false;
    }
}
