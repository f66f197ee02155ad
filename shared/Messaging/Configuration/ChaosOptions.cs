namespace Assay.Messaging.Configuration;

/// <summary>
/// Section <c>Bus:Chaos</c>: faults on purpose, so that tests can show that a lost, doubled or late message costs latency and never a scan.
/// Not for production: all zero by default.
/// </summary>
public sealed class ChaosOptions
{
    /// <summary>Probability, 0 to 1, that a message is reported as published and is not.</summary>
    public double Drop { get; set; }

    /// <summary>Probability that it is published twice.</summary>
    public double Double { get; set; }

    /// <summary>Probability that it is held back until a later message has gone out.</summary>
    public double Reorder { get; set; }

    /// <summary>Seed of the dice.</summary>
    public int Seed { get; set; } = 1;

    public bool IsOn => Drop > 0 || Double > 0 || Reorder > 0;
}
