using System;
using System.Text.Json.Serialization;

namespace MailboxImportExport.Transfer.Log;

/// <summary>One line of a log: who did what to which item, and what came of it. Each line can be read without the others.</summary>
internal sealed record TransferLogRecord
{
    /// <summary>UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What the line is about: <c>Begin</c>, <c>Item</c> or <c>End</c>.</summary>
    public string Event { get; init; } = "Item";

    /// <summary>Lines of one run have the same.</summary>
    public string? Run { get; init; }

    public string? Command { get; init; }

    public string? Account { get; init; }

    [JsonPropertyName("tenantId")]
    public string? Tenant { get; init; }

    [JsonPropertyName("clientId")]
    public string? Application { get; init; }

    /// <summary>The account that writes to the target, where that is another connection; so the two that follow.</summary>
    public string? TargetAccount { get; init; }

    [JsonPropertyName("targetTenantId")]
    public string? TargetTenant { get; init; }

    [JsonPropertyName("targetClientId")]
    public string? TargetApplication { get; init; }

    public string? Mailbox { get; init; }

    public string? MailboxId { get; init; }

    public string? Folder { get; init; }

    public string? ItemId { get; init; }

    public string? SourceMailboxId { get; init; }

    public string? SourceItemId { get; init; }

    /// <summary>The version of the item, of one that was moved.</summary>
    public string? ChangeKey { get; init; }

    /// <summary>The mailbox that has the copy, of an item that was removed for its sake.</summary>
    public string? TargetMailboxId { get; init; }

    public string? TargetItemId { get; init; }

    public string? File { get; init; }

    /// <summary>Bytes of content.</summary>
    public long? Size { get; init; }

    public string? Sha256 { get; init; }

    /// <summary><c>Done</c>, <c>Skipped</c>, <c>Gone</c>, <c>Failed</c>; of a move also <c>Removed</c> and <c>Kept</c>; at the end of a run its verdict.</summary>
    public string? Result { get; init; }

    /// <summary>Name of the error.</summary>
    public string? Error { get; init; }

    public string? Message { get; init; }

    public string? RequestId { get; init; }

    public string? ClientRequestId { get; init; }

    public long? Requested { get; init; }

    public long? Done { get; init; }

    public long? Skipped { get; init; }

    public long? Gone { get; init; }

    public long? Failed { get; init; }

    public long? Pending { get; init; }

    public long? Removed { get; init; }

    public long? Kept { get; init; }

    /// <summary>Bytes of content of a whole run.</summary>
    public long? Bytes { get; init; }
}
