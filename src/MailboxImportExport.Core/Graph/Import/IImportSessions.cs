using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Import;

/// <summary>Where the session for an import comes from.</summary>
internal interface IImportSessions
{
    /// <summary>A session that lasts for a while; opens one where there is none.</summary>
    Task<MailboxImportSession> GetAsync(string mailboxId, CancellationToken cancellationToken);

    /// <summary>The session that <see cref="GetAsync"/> would give without a call, or null.</summary>
    MailboxImportSession? Find(string mailboxId);
}
