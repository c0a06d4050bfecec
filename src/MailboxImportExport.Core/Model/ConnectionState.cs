using System;

namespace MailboxImportExport.Model;

/// <summary>The part of a connection that users do not see. Made by the room that owns the clients, so that Model needs none.</summary>
internal abstract class ConnectionState : IDisposable
{
    public abstract TokenIdentity Identity { get; }

    public abstract DateTimeOffset? TokenExpires { get; }

    /// <summary>What holds for the application now.</summary>
    public abstract ApplicationLimits Limits { get; }

    public required string AuthType { get; init; }

    public required string EnvironmentName { get; init; }

    public required string ApiVersion { get; init; }

    public required Uri GraphEndpoint { get; init; }

    public bool IsClosed { get; private set; }

    /// <summary>What this connection has listed, for tab completion.</summary>
    public KnownNames Known { get; } = new();

    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Close();
        }
    }

    protected abstract void Close();
}
