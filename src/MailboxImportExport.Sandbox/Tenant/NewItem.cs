using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What an item is made from. Without a time it is created now.</summary>
internal sealed record NewItem(MessageContent Content)
{
    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public bool IsAssociated { get; init; }

    /// <summary>How long it takes until anybody sees it.</summary>
    public TimeSpan ShowsAfter { get; init; }
}
