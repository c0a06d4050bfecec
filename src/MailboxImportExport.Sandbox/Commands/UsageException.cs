using System;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>The command line is wrong, or asks for something impossible; the message tells the user.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException()
    {
    }

    public UsageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
