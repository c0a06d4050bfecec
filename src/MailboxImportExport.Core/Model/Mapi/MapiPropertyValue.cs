namespace MailboxImportExport.Model.Mapi;

/// <summary>A property of an item with its value.</summary>
public sealed record MapiPropertyValue
{
    /// <summary>What the property is called: canonical name, else tag or name.</summary>
    public required string Name { get; init; }

    /// <summary>Tag, or set with number or text.</summary>
    public required string Id { get; init; }

    /// <summary>Type of the value.</summary>
    public required MapiPropertyType Type { get; init; }

    /// <summary>The value; null when it is longer than 64 KB, unless it was asked for.</summary>
    public object? Value { get; init; }

    /// <summary>Bytes of the value in the content.</summary>
    public long Length { get; init; }

    /// <summary>The part of the item that it belongs to, for example <c>Recipient 1</c> or <c>Attachment 2/Message</c>; empty for the item itself.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>What was read, where properties of several items come together; else null.</summary>
    public string? Source { get; init; }

    /// <summary>Byte of the content at which the property begins.</summary>
    public long Offset { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Value ?? $"{Length} bytes"}";
}
