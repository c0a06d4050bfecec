namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>An attachment: its properties, its bytes among them, or a whole message inside.</summary>
internal sealed class AttachmentContent
{
    public required PropertyBag Properties { get; init; }

    public MessageContent? Embedded { get; init; }

    public bool SameAs(AttachmentContent other)
        => Properties.SameAs(other.Properties)
            && (Embedded is null) == (other.Embedded is null)
            && (Embedded is null || Embedded.SameAs(other.Embedded!));
}
