using System.Text.Json;
using Assay.Contracts;
using Assay.Contracts.Messages;

namespace Assay.Messaging.Publishing;

/// <summary>Messages hold ids and small facts, never file bytes.</summary>
public static class MessageSize
{
    /// <summary>Largest message in its JSON form.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Largest message with its envelope, as received.</summary>
    public const int MaxEnvelopeBytes = MaxBytes + 8 * 1024;

    /// <summary>Messages with so little text cannot reach the limit, whatever has to be escaped: no need to write them out to know.</summary>
    private const int SurelySmall = 4 * 1024;

    /// <exception cref="MessageTooLargeException">It is larger.</exception>
    internal static void Check(object body)
    {
        var text = body switch
        {
            TaskReady task => task.TraceParent?.Length ?? 0,
            ScanChanged scan => scan.TraceParent?.Length ?? 0,
            ScanCompleted scan => scan.Target.Length + (scan.TraceParent?.Length ?? 0),
            _ => int.MaxValue,
        };
        if (text > SurelySmall) Check(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), AssayJson.Options).Length, body.GetType(), MaxBytes);
    }

    /// <exception cref="MessageTooLargeException">It is larger.</exception>
    internal static void Check(long bytes, Type message, int max)
    {
        if (bytes <= max) return;
        throw new MessageTooLargeException($"A {message.Name} of {bytes:N0} bytes is larger than the {max:N0} that the bus takes; " +
            "put the data into the store and send its id.");
    }
}
