using System;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>The run that exported held content, for whoever takes the content. Called from any thread.</summary>
internal interface IContentOwner
{
    /// <summary>What the command that takes the content has to end with, because the one that exported it could not without cutting off the other; or null.</summary>
    MailboxImportExportException? Debt { get; }

    /// <summary>A command of the module takes content.</summary>
    void Take();

    /// <summary>The command that took content takes no more.</summary>
    void Refuse(Exception failure);
}
