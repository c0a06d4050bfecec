using System;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>The bytes are no item stream, or end too early.</summary>
internal sealed class StreamFormatException : Exception
{
    public StreamFormatException(string message, long offset)
        : base($"{message} (offset {offset})")
        => Offset = offset;

    public StreamFormatException()
    {
    }

    public StreamFormatException(string message)
        : base(message)
    {
    }

    public StreamFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Where in the examined bytes the trouble lies.</summary>
    public long Offset { get; }
}
