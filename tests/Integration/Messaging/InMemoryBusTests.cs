namespace Assay.Tests.Integration.Messaging;

public sealed class InMemoryBusTests : BusContract
{
    public InMemoryBusTests() => Settings["Bus:Transport"] = "in-memory";
}
