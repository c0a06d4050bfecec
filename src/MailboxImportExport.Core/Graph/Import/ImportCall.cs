using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Import;

/// <summary>One item that is to be posted, so that it can be sent several times.</summary>
internal sealed record ImportCall
{
    /// <summary>The mailbox that is asked: the target, or a further part of an auto-expanding archive.</summary>
    public required string MailboxId { get; init; }

    /// <summary>Where the item goes.</summary>
    public required ImportPlace Place { get; init; }

    public required IItemContent Item { get; init; }

    public required IImportSessions Sessions { get; init; }

    /// <summary>Told when the request is about to leave, of each attempt; from then on the service may have the item.</summary>
    public Action<MailboxImportSession>? Sending { get; init; }
}
