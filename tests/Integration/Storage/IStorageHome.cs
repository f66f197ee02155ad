namespace Assay.Tests.Integration.Storage;

/// <summary>Where a test class has its database: a new one for each class.</summary>
public interface IStorageHome : IAsyncLifetime
{
    /// <summary>The storage of one process on the class's database. Several beds stand for several processes.</summary>
    StorageBed Open();
}
