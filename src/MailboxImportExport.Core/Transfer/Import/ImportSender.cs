using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Transfer.Import;

/// <summary>Sends an item to where its folder is, through a session that lasts.</summary>
internal sealed class ImportSender(GraphConnection connection, MailboxContentStore target, ImportSessions sessions, IRunLog log)
{
    // The service tells why by status only; a new session helps once or not at all.
    private const int MostSessions = 2;

    // Parts of an archive that send a folder to each other are a fault of the service.
    private const int MostMoves = 5;

    /// <summary>Sends an item.</summary>
    /// <param name="request">The item.</param>
    /// <param name="folder">The folder that it goes into.</param>
    /// <param name="place">Where there.</param>
    /// <param name="sending">Told whenever it is about to leave.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImportAnswerJson> SendAsync(ImportRequest request, MailboxContentFolder folder, ImportPlace place, Action sending, CancellationToken cancellationToken)
    {
        int refusals = 0;
        int moves = 0;
        MailboxImportSession? session = null;
        while (true)
        {
            ImportCall call = new()
            {
                MailboxId = connection.Client.Relocations.ServedBy(target.MailboxId, folder.FolderId),
                Place = place,
                Item = request.Content,
                Sessions = sessions,
                Sending = used =>
                {
                    session = used;
                    sending();
                },
            };
            try
            {
                return await connection.Import.SendAsync(call, log, cancellationToken).ConfigureAwait(false);
            }
            catch (MailboxServiceException e) when (session is not null && e.Kind == FailureKind.ImportSessionInvalid && e.StatusCode is 401 or 403 && ++refusals < MostSessions)
            {
                // Refused before anything was stored: the link has ended.
                log.Verbose("The import session has ended; a new one is opened.");
                await sessions.ForgetAsync(session, cancellationToken).ConfigureAwait(false);
            }
            catch (MailboxServiceException e) when (e.StatusCode == 409 && ++moves <= MostMoves && Expected(e) is string other)
            {
                // The folder lies in a further part of an auto-expanding archive, which wants a session of its own.
                log.Verbose($"'{folder.Path}' is in {other}; a session is opened there.");
                connection.Client.RememberArchive(other);
                connection.Client.Relocations.Learn(target.MailboxId, folder.FolderId, other);
            }
            catch (MailboxServiceException e) when (place.ItemId is not null && e.StatusCode is 400 or 404 or 409)
            {
                throw Errors.ItemNotReplaced(request.Name, e.Fault);
            }
        }
    }

    // The text is the only carrier of the mailbox (Microsoft Graph documentation, "Handle archive mailbox redirects").
    private string? Expected(MailboxServiceException e)
    {
        string? other = MailboxId.FindIn(e.ServiceMessage);
        return other is not null && MailboxId.AreOfOneTenant(other, target.MailboxId) ? other : null;
    }
}
