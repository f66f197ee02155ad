namespace Assay.Messaging.Publishing;

/// <summary>A message is larger than <see cref="MessageSize.MaxBytes"/>: a defect of whoever made it.</summary>
public sealed class MessageTooLargeException(string message) : Exception(message);
