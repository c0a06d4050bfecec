using System;

namespace MailboxImportExport.FastTransfer;

/// <summary>What makes an item the same item, as its content has it.</summary>
internal sealed record IdentityFields
{
    public byte[]? SearchKey { get; init; }

    public string? ItemClass { get; init; }

    /// <summary>Subject, with its control prefix when it has one.</summary>
    public string? Subject { get; init; }

    public DateTimeOffset? Sent { get; init; }

    public DateTimeOffset? Received { get; init; }
}
