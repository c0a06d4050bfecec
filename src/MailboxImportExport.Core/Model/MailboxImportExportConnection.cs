using System;
using System.Collections.Generic;

namespace MailboxImportExport.Model;

/// <summary>
/// A signed-in connection to one tenant: made by <c>Connect-MailboxImportExport</c>, taken by the <c>-Connection</c> parameter of
/// every command. It may be used by several runspaces at once and holds no secret in its public properties.
/// </summary>
public sealed class MailboxImportExportConnection : IDisposable
{
    private readonly ConnectionState _state;

    internal MailboxImportExportConnection(ConnectionState state) => _state = state;

    /// <summary>The user that signed in, or the display name of the application.</summary>
    public string? Account => _state.Identity.Account;

    /// <summary>Application (client) id.</summary>
    public string? ClientId => _state.Identity.ClientId;

    /// <summary>Display name of the application.</summary>
    public string? AppName => _state.Identity.AppName;

    /// <summary>Tenant (directory) id.</summary>
    public string? TenantId => _state.Identity.TenantId;

    /// <summary>How the connection signed in, for example <c>ClientSecret</c> or <c>ManagedIdentity</c>.</summary>
    public string AuthType => _state.AuthType;

    /// <summary>Whether the connection acts as an application or for a user.</summary>
    public string TokenType => _state.Identity.IsApplication ? "Application" : "Delegated";

    /// <summary>Application permissions in the token. Permissions scoped in Exchange do not appear in it.</summary>
    public IReadOnlyList<string> Roles => _state.Identity.Roles;

    /// <summary>Delegated permissions in the token.</summary>
    public IReadOnlyList<string> Scopes => _state.Identity.Scopes;

    /// <summary>When the token in use ends, UTC; it is renewed before, except with <c>-AccessToken</c>.</summary>
    public DateTimeOffset? TokenExpires => _state.TokenExpires;

    /// <summary>The cloud, for example <c>Global</c>, or <c>Sandbox</c>.</summary>
    public string Environment => _state.EnvironmentName;

    /// <summary><c>beta</c> or <c>v1.0</c>. Archive mailboxes are always reached through beta.</summary>
    public string ApiVersion => _state.ApiVersion;

    /// <summary>Address of the Graph endpoint.</summary>
    public Uri GraphEndpoint => _state.GraphEndpoint;

    /// <summary>Calls at once to one mailbox, at most: what holds now for all connections of the application in this process.</summary>
    public int MailboxConcurrency => _state.Limits.MailboxConcurrency;

    /// <summary>Requests to one mailbox in ten minutes, at most.</summary>
    public long MailboxRequestCount => _state.Limits.MailboxRequestCount;

    /// <summary>Bytes sent to one mailbox in five minutes, at most.</summary>
    public long MailboxIncomingBytes => _state.Limits.MailboxIncomingBytes;

    /// <summary>Calls at once of the application over all mailboxes, at most.</summary>
    public int ApplicationConcurrency => _state.Limits.ApplicationConcurrency;

    /// <summary>Whether the connection was closed by <c>Disconnect-MailboxImportExport</c>.</summary>
    public bool IsClosed => _state.IsClosed;

    internal ConnectionState State => _state.IsClosed ? throw Errors.ConnectionClosed(this) : _state;

    /// <summary>Closes the connection and forgets its token.</summary>
    public void Dispose() => _state.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Account ?? ClientId} @ {TenantId}";
}
