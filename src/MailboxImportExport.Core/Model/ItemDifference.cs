namespace MailboxImportExport.Model;

/// <summary>One place in which two exported items differ.</summary>
public sealed record ItemDifference
{
    /// <summary>The part of the item: <c>Message</c>, <c>Recipient adele@contoso.com</c>, <c>Attachment plan.pdf</c>, and so on inside of attached items.</summary>
    public required string Place { get; init; }

    /// <summary>Canonical name, tag or name of the property; null when a whole recipient or attachment is missing or was added.</summary>
    public string? Property { get; init; }

    /// <summary>In what way they differ.</summary>
    public required ItemDifferenceKind Kind { get; init; }

    /// <summary>Why the service changes this by itself, or null when the content differs.</summary>
    public string? ChangedByServer { get; init; }

    /// <summary>Value in the reference; of a long one its length.</summary>
    public object? ReferenceValue { get; init; }

    /// <summary>Value in the other item; of a long one its length.</summary>
    public object? DifferenceValue { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Property is null ? $"{Place}: {Kind}" : $"{Place}: {Property} {Kind}";
}
