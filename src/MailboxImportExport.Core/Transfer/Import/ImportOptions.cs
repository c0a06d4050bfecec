using System;
using System.Threading.Tasks;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Log;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Where and how a run imports.</summary>
internal sealed record ImportOptions
{
    /// <summary>The target mailbox; null when each item goes back to where it came from.</summary>
    public MailboxIdentity? Target { get; init; }

    /// <summary>Whether the archive of the target is meant.</summary>
    public bool TargetArchive { get; init; }

    /// <summary>Whether the id of the target is composed without a call.</summary>
    public bool ComposeMailboxId { get; init; }

    /// <summary>A session that a user opened, or null.</summary>
    public MailboxImportSession? Session { get; init; }

    /// <summary>The target folder, or null.</summary>
    public FolderIdentity? Folder { get; init; }

    /// <summary>Whether missing folders may be created.</summary>
    public bool CreateFolder { get; init; }

    /// <summary>Whether items are imported as further copies although the target has them; else they are skipped.</summary>
    public bool MakeCopies { get; init; }

    /// <summary>Whether an item that the target has is replaced.</summary>
    public bool Replaces { get; init; }

    /// <summary>What is done with an item that the target has.</summary>
    public ConflictRule Rule => MakeCopies ? ConflictRule.Copy : Replaces ? ConflictRule.Replace : ConflictRule.Skip;

    /// <summary>Where the journal is kept, or null: in the export folder, else in the local application data.</summary>
    public string? JournalPath { get; init; }

    /// <summary>By which steps the journal is changed.</summary>
    public IItemFolderFiles Files { get; init; } = new ItemFolderFiles();

    /// <summary>The mailbox of an export folder that holds several.</summary>
    public MailboxIdentity? SourceMailbox { get; init; }

    /// <summary>Mailboxes that are imported into side by side, when export folders of several are given.</summary>
    public int ThrottleLimit { get; init; } = SideBySide.UsualLimit;

    /// <summary>Whether older versions in an export folder are imported as well.</summary>
    public bool AllVersions { get; init; }

    /// <summary>Where what happens is written down, or null.</summary>
    public TransferLog? Log { get; init; }

    /// <summary>How long the run may take.</summary>
    public TimeAllowance Allowance { get; init; } = TimeAllowance.Endless;

    /// <summary>Asks, once and before anything is written, with the number of mailboxes and whether there may be more; null when that need not be asked.</summary>
    public Func<int, bool, Task<bool>>? ConfirmMany { get; init; }
}
