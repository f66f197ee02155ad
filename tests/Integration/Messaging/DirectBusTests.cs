namespace Assay.Tests.Integration.Messaging;

public sealed class DirectBusTests : BusContract
{
    public DirectBusTests() => Settings["Bus:Transport"] = "direct";
}
