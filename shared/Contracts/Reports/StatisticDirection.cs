namespace Assay.Contracts.Reports;

/// <summary>Which values of a statistic speak for hidden behaviour.</summary>
public enum StatisticDirection
{
    /// <summary>High ones.</summary>
    Greater = 0,
    /// <summary>Low ones.</summary>
    Less = 1,
    /// <summary>Those far from the usual, on either side.</summary>
    TwoSided = 2,
}
