using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>One item on its way, from its first turn until it has ended. It has one turn at a time, and may have to wait in between.</summary>
internal sealed class ImportAttempt(ImportRequest request)
{
    private ImportRequest _request = request;

    /// <summary>The item. What is known of a file alone is its name until it is read for the first time.</summary>
    public ImportRequest Request => _request;

    /// <summary>The folder that it goes into, when that was found.</summary>
    public MailboxContentFolder? Folder { get; set; }

    /// <summary>The right to import it, for this run alone.</summary>
    public ImportClaim? Claim { get; set; }

    /// <summary>What is written down of it, or null when there is no place for that.</summary>
    public JournaledImport? Journal { get; set; }

    /// <summary>What it is, when that was needed.</summary>
    public IdentityHash? Identity { get; private set; }

    /// <summary>What was found out before it is sent.</summary>
    public ImportPlacement? Placement { get; set; }

    /// <summary>Where it is sent, once that is decided.</summary>
    public Graph.Import.ImportPlace? Place { get; set; }

    /// <summary>Whether that is enough to know it again.</summary>
    public bool IsIdentified { get; private set; }

    /// <summary>How often it was sent without an answer.</summary>
    public int AnswersLost { get; private set; }

    /// <summary>When that happened first, as the clock counts.</summary>
    public long FirstLost { get; private set; }

    /// <summary>When it was sent last, by the clock of the service; never later than that.</summary>
    public DateTimeOffset Sent { get; set; }

    /// <summary>Its place among what was sent into the folder and looked at there.</summary>
    public long SentAs { get; set; }

    /// <summary>When its last answer was lost, by the clock of the service.</summary>
    public DateTimeOffset Lost { get; private set; }

    /// <summary>Why the last answer did not come; null when it is not being waited for.</summary>
    public MailboxImportExportException? Loss { get; set; }

    /// <summary>When the source item was created, if that is known.</summary>
    public DateTimeOffset? Created => Request.Item?.Created ?? Request.Item?.Item?.Created;

    /// <summary>What the item is: by what its export recorded, by its listing, or else by its content.</summary>
    public async Task<IdentityHash> IdentifyAsync(CancellationToken cancellationToken)
    {
        if (Identity is not IdentityHash known)
        {
            ItemIdentity? identity = await SourceIdentity.FindAsync(Request, cancellationToken).ConfigureAwait(false);
            known = IdentityHash.OfAny(identity ?? Listed(Request.Item));
            Identity = known;
            IsIdentified = identity is not null || Request.Item?.Item is not null;
        }

        return known;
    }

    // What is not known of an item whose content cannot be followed, its listing may know.
    private static ItemIdentity Listed(ExportedMailboxItem? item) => item?.Item is MailboxItem listed
        ? ItemIdentity.Of(listed)
        : ItemIdentity.Of(null, item?.ItemClass, item?.Subject, null, item?.Received);

    /// <summary>No answer came.</summary>
    /// <param name="loss">Why.</param>
    /// <param name="now">The time at the service.</param>
    /// <param name="time">The clock.</param>
    public void Lose(MailboxImportExportException loss, DateTimeOffset now, TimeProvider time)
    {
        (Loss, Lost) = (loss, now);
        FirstLost = AnswersLost++ == 0 ? time.GetTimestamp() : FirstLost;
    }

    /// <summary>Reads a file of which nothing is known: its hash tells versions apart, and is checked when it is sent.</summary>
    public void ReadFile()
    {
        if (_request.Item is null && _request.Content.Sha256 is null)
        {
            _request = _request with { Content = FileContent.Hashed(_request.Content.Name) };
        }
    }
}
