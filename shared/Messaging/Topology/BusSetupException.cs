namespace Assay.Messaging.Topology;

/// <summary>The broker refuses what the bus needs, and will go on refusing until a person changes something; the message says what.</summary>
public sealed class BusSetupException(string message, Exception? innerException = null) : Exception(message, innerException);
