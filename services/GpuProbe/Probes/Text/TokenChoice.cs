using Assay.Analysis.Probes;
using Assay.Analysis.Probes.Feeding;

namespace Assay.GpuProbe.Probes.Text;

/// <summary>Which tokens there is time for: all of them, but of large vocabularies in slow models a random sample.</summary>
internal static class TokenChoice
{
    /// <summary>So many are tried whatever the time.</summary>
    private const int Least = 8192;

    /// <summary>The part of the time that single tokens may take.</summary>
    private const double Share = 0.4;

    /// <summary>Ids in ascending order.</summary>
    /// <param name="context">Knows the time.</param>
    /// <param name="tokens">The model's tokens.</param>
    /// <param name="texts">Texts that were run so far: how fast the model is.</param>
    public static int[] Of(ProbeContext context, TokenInput tokens, long texts)
    {
        int[] all = [.. Enumerable.Range(0, tokens.Vocabulary).Where(id => !tokens.Special.Contains(id))];
        var rate = texts / Math.Max(0.001, context.Meter.InRuntime.TotalSeconds);
        var affordable = context.Budget.TotalTime.TotalSeconds * Share * rate / TokenSweep.TextsOfToken;
        return Sample(all, (int)Math.Clamp(affordable, Least, int.MaxValue), context.Random("tokens"));
    }

    /// <summary>A power of two, so that a little more or less time changes nothing.</summary>
    public static int[] Sample(int[] all, int most, SeededNumbers chance)
    {
        if (all.Length <= most) return all;
        int[] ids = [.. all];
        var count = 1 << (31 - int.LeadingZeroCount(most));
        for (var i = 0; i < count; i++)
        {
            var j = i + chance.Below(ids.Length - i);
            (ids[i], ids[j]) = (ids[j], ids[i]);
        }
        return [.. ids[..count].Order()];
    }
}
