namespace Assay.Contracts.Reports;

/// <summary>What a voucher is worth.</summary>
public enum VoucherStrength
{
    /// <summary>By a digest that can be forged with effort (SHA-1), or on the model's own word about its origin.</summary>
    Weak = 0,
    /// <summary>By SHA-256, on the word of the place that the file came from.</summary>
    Moderate = 1,
    /// <summary>By SHA-256, on the word of somebody whom this installation chose to trust.</summary>
    Strong = 2,
}
