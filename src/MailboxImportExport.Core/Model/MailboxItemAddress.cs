namespace MailboxImportExport.Model;

/// <summary>A person or mailbox that an item names.</summary>
public sealed record MailboxItemAddress
{
    /// <summary>Display name.</summary>
    public string? Name { get; init; }

    /// <summary>SMTP address, else the address of another kind that the item has.</summary>
    public string? Address { get; init; }

    /// <summary>Kind of the address: <c>SMTP</c>, or <c>EX</c> for a name inside of Exchange of which the item has no SMTP address.</summary>
    public string? AddressType { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Name, Address) switch
    {
        (null or "", _) => Address ?? string.Empty,
        (_, null or "") => Name!,
        _ when Name == Address => Address!,
        _ => $"{Name} <{Address}>",
    };
}
