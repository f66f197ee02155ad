namespace Assay.Storage.Ledger.Rows;

/// <summary>Which record of Assay.Contracts.Messages a row of the outbox is.</summary>
internal enum MessageKind
{
    TaskReady = 0,
    ScanChanged = 1,
    ScanCompleted = 2,
}
