using System;
using MailboxImportExport.Transfer.Import.Journal;

namespace MailboxImportExport.Transfer.Import;

/// <summary>The right to import an item into a folder, which one run at a time has. Disposing gives it back.</summary>
internal sealed class ImportClaim(ImportClaims claims, JournalKey key) : IDisposable
{
    private ImportClaims? _claims = claims;

    /// <summary>Which item, and where to.</summary>
    public JournalKey Key => key;

    public void Dispose() => System.Threading.Interlocked.Exchange(ref _claims, null)?.Release(key);
}
