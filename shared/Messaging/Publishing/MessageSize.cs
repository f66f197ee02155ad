namespace Assay.Messaging.Publishing;

/// <summary>Messages hold ids and small facts, never file bytes.</summary>
public static class MessageSize
{
    /// <summary>Largest message in its JSON form.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Largest message with its envelope, as received.</summary>
    public const int MaxEnvelopeBytes = MaxBytes + 8 * 1024;

    /// <exception cref="MessageTooLargeException">It is larger.</exception>
    internal static void Check(long bytes, Type message, int max)
    {
        if (bytes > max) throw new MessageTooLargeException($"A {message.Name} of {bytes:N0} bytes is larger than the {max:N0} that the bus takes; put the data into the store and send its id.");
    }
}
