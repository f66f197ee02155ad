namespace Assay.Storage.Advisories;

/// <summary>Where a message to a subscriber stands. Numbers are stored.</summary>
public enum DeliveryState
{
    Pending = 0,
    Delivered = 1,
    /// <summary>Given up after the last attempt, or because the subscription has ended.</summary>
    Failed = 2,
}
