using System;
using System.Collections.Generic;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Tests.Transfer.Spool;

/// <summary>A run whose content is taken, which remembers what it was told.</summary>
internal sealed class RecordingOwner : IContentOwner
{
    public List<Exception> Refusals { get; } = [];

    public bool IsTaken { get; private set; }

    public MailboxImportExportException? Debt { get; set; }

    public void Take() => IsTaken = true;

    public void Refuse(Exception failure) => Refusals.Add(failure);
}
