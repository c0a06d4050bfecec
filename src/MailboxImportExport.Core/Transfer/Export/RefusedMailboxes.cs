using System;
using System.Collections.Concurrent;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Export;

/// <summary>
/// The mailboxes of a run that cannot be opened. Each is told once, however many of its items were asked for; so many in a row that refuse the
/// application, with nothing done in between, end the run. From any thread.
/// </summary>
internal sealed class RefusedMailboxes
{
    // Whoever may list and not export would else read every mailbox to its end for nothing: the two are counted apart.
    private readonly RefusalGuard _opening = new();
    private readonly RefusalGuard _exporting = new();
    private readonly ConcurrentDictionary<string, bool> _refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a mailbox has let us in.</summary>
    public bool IsIn => _opening.IsIn;

    /// <summary>How many more may refuse before the run ends.</summary>
    public int Left => _opening.Left;

    /// <summary>Whether nothing more of a mailbox need be listed.</summary>
    public bool Contains(string mailbox) => _refused.ContainsKey(mailbox);

    /// <summary>A mailbox failed.</summary>
    /// <param name="mailbox">Its id, or what it was named by.</param>
    /// <param name="failure">Why.</param>
    /// <returns>Whether that has not been told yet: it is about an item or a folder, or the first about the mailbox.</returns>
    public bool Add(string mailbox, MailboxImportExportException failure) => !FailureScope.EndsMailbox(failure.Kind) || _refused.TryAdd(mailbox, true);

    /// <summary>A mailbox was found or listed.</summary>
    public void Opened() => _opening.Accepted();

    /// <summary>An item has come.</summary>
    public void Exported()
    {
        _opening.Accepted();
        _exporting.Accepted();
    }

    /// <summary>What was told was that a mailbox could not be found or listed.</summary>
    /// <exception cref="MailboxImportExportException">It is one too many.</exception>
    public void NotOpened(MailboxImportExportException failure) => _opening.Failed(failure);

    /// <summary>What was told was that a mailbox does not let its items be exported.</summary>
    /// <exception cref="MailboxImportExportException">It is one too many.</exception>
    public void NotExported(MailboxImportExportException failure)
    {
        if (failure.Kind is FailureKind.MailboxRefused or FailureKind.DelegatedMailboxRefused)
        {
            // Items that fail one by one say nothing about the next mailbox.
            _exporting.Failed(failure);
        }
    }
}
