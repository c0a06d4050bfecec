using System;

namespace MailboxImportExport.Transport;

/// <summary>A body that takes long to send and tells how it goes.</summary>
internal interface IUploadContent
{
    /// <summary>Called whenever a part of the body was sent.</summary>
    Action? Progressed { get; set; }
}
