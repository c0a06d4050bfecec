using System;
using System.Globalization;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>
/// The identity of a property that has a name instead of a fixed number: a set, and either a number or a text in that set.
/// The 0x8000+ number beside it on the wire is only the mapping of one mailbox.
/// </summary>
internal sealed record NamedProperty
{
    public NamedProperty(Guid set, uint number)
    {
        Set = set;
        Number = number;
    }

    public NamedProperty(Guid set, string text)
    {
        Set = set;
        Text = text;
    }

    public Guid Set { get; }

    public uint? Number { get; }

    public string? Text { get; }

    public override string ToString()
        => Text ?? string.Create(CultureInfo.InvariantCulture, $"{Set:B}:0x{Number:X4}");
}
