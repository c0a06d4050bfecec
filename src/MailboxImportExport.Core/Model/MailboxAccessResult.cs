namespace MailboxImportExport.Model;

/// <summary>Whether one call is allowed on one mailbox, as trying it has shown.</summary>
public sealed record MailboxAccessResult
{
    /// <summary>The mailbox as it was named.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Its id, when it is known.</summary>
    public string? MailboxId { get; init; }

    /// <summary>The call: Settings, Folders, Items, Export, ImportSession, FolderWrite or ImportHost.</summary>
    public required string Call { get; init; }

    /// <summary>What came of it.</summary>
    public required MailboxAccessStatus Status { get; init; }

    /// <summary>The least privileged permission for the call, when it was denied.</summary>
    public string? MissingPermission { get; init; }

    /// <summary>The service's own code, when it refused.</summary>
    public string? ServiceCode { get; init; }

    /// <summary>HTTP status, when it refused.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The id under which Microsoft support finds the request, when it refused.</summary>
    public string? RequestId { get; init; }

    /// <summary>What to do, or null when nothing is to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>With <c>-ExpectDenied</c>, whether a call on the mailbox was denied; null where the call says nothing about it.</summary>
    public bool? AsExpected { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Mailbox} {Call}: {Status}";
}
