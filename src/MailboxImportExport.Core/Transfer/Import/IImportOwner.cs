using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Whom an item is imported for: who accounts for it, knows its place, and has its content back when that was used.</summary>
internal interface IImportOwner
{
    /// <summary>The account in which the item counts.</summary>
    MailboxAccount Account { get; }

    /// <summary>Where in the target it goes.</summary>
    ImportFolders Folders { get; }

    /// <summary>The target has the item; the content is the owner's again.</summary>
    Task EndAsync(ImportRequest request, ImportOutcome outcome, CancellationToken cancellationToken);

    /// <summary>The time is over before it was the turn of the item; the content is the owner's again.</summary>
    void Leave(ImportRequest request);

    /// <summary>The item could not be imported; the content is the owner's again.</summary>
    void Fail(ImportRequest request);
}
