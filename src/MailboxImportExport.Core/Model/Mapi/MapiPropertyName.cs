using System;
using System.Globalization;

namespace MailboxImportExport.Model.Mapi;

/// <summary>
/// What identifies a property that has a name in place of a fixed tag: a set, and a number or a text in it. The tag from 0x8000 on
/// under which a mailbox keeps such a property differs from mailbox to mailbox and says nothing.
/// </summary>
public sealed record MapiPropertyName
{
    internal MapiPropertyName(Guid propertySet, uint number)
    {
        PropertySet = propertySet;
        Number = number;
    }

    internal MapiPropertyName(Guid propertySet, string text)
    {
        PropertySet = propertySet;
        Text = text;
    }

    /// <summary>The set.</summary>
    public Guid PropertySet { get; }

    /// <summary>The number in the set, or null when the property is named by text.</summary>
    public uint? Number { get; }

    /// <summary>The text in the set, or null when the property is named by number. Letter case counts.</summary>
    public string? Text { get; }

    /// <inheritdoc/>
    public override string ToString() => Number is uint number
        ? string.Format(CultureInfo.InvariantCulture, "{0:B} 0x{1:X4}", PropertySet, number)
        : string.Format(CultureInfo.InvariantCulture, "{0:B} Name {1}", PropertySet, Text);
}
