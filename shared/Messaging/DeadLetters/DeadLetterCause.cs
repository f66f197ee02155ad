namespace Assay.Messaging.DeadLetters;

/// <summary>Why a message became a dead letter.</summary>
public enum DeadLetterCause
{
    /// <summary>Its handler threw, or no handler could read it: a defect.</summary>
    Failed = 0,

    /// <summary>Its consumers died or vanished as often as the delivery limit allows. The message need not be the one that killed them.</summary>
    DeliveryLimit = 1,
}
