using System;

namespace MailboxImportExport.Model;

/// <summary>
/// Permission of the service to import into one mailbox for a while. The link behind it is as good as a token: it is kept inside
/// and shown nowhere.
/// </summary>
public sealed class MailboxImportSession
{
    private readonly string _importUrl;

    internal MailboxImportSession(string mailboxId, string importUrl, DateTimeOffset expires, object owner)
    {
        MailboxId = mailboxId;
        Expires = expires;
        Owner = owner;
        _importUrl = importUrl;
    }

    /// <summary>The mailbox that can be imported into, into any of its folders.</summary>
    public string MailboxId { get; }

    /// <summary>When the session ends, UTC. Import-MailboxItem renews it by itself.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>The connection that opened the session.</summary>
    internal object Owner { get; }

    /// <summary>The link, at the moment it is used and nowhere else.</summary>
    internal Uri Reveal() => new(_importUrl);

    /// <inheritdoc/>
    public override string ToString() => $"{MailboxId} until {Expires.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
