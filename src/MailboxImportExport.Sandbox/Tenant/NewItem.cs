using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What an item is made from. Without a time it is created now.</summary>
internal sealed record NewItem(MessageContent Content)
{
    public DateTimeOffset? Created { get; init; }

    public DateTimeOffset? Modified { get; init; }

    public bool IsAssociated { get; init; }
}
