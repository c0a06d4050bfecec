using System.Diagnostics.CodeAnalysis;

namespace MailboxImportExport.Model;

/// <summary>What an attachment is ("[MS-OXCMSG]: Message and Attachment Object Protocol", PidTagAttachMethod).</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "An OLE object is called so.")]
public enum MailboxItemAttachmentMethod
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    /// <summary>A file, with its bytes in the item.</summary>
    File = 1,

    /// <summary>A file elsewhere.</summary>
    Reference = 2,

    /// <summary>A file elsewhere, to be fetched.</summary>
    ReferenceResolve = 3,

    /// <summary>A file elsewhere, never to be fetched.</summary>
    ReferenceOnly = 4,

    /// <summary>An item.</summary>
    Item = 5,

    /// <summary>An object of another program.</summary>
    Object = 6,

    /// <summary>A file on the web, for example in OneDrive.</summary>
    WebReference = 7,
}
