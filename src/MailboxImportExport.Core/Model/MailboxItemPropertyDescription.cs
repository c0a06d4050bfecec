namespace MailboxImportExport.Model;

/// <summary>A property of the Graph resource <c>mailboxItem</c>, or one that Get-MailboxItem reads as an extended property.</summary>
public sealed record MailboxItemPropertyDescription
{
    /// <summary>Name in Graph, or the id of the extended property.</summary>
    public required string Name { get; init; }

    /// <summary>Type in Graph.</summary>
    public required string Type { get; init; }

    /// <summary>What it is called on the objects of Get-MailboxItem.</summary>
    public required string ItemProperty { get; init; }

    /// <summary>Whether it has to be asked for as an extended property.</summary>
    public bool IsExtended { get; init; }

    /// <summary>What it holds.</summary>
    public required string Description { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
