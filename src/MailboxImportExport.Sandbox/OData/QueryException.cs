using System;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>A query the service would not take. The message is what it would say.</summary>
internal sealed class QueryException : Exception
{
    public QueryException(string message)
        : base(message)
    {
    }

    public QueryException()
    {
    }

    public QueryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
