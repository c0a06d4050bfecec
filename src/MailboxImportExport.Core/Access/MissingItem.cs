using System;
using System.Globalization;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Export;
using MailboxImportExport.Graph.Mailboxes;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access;

/// <summary>
/// An item that cannot exist, asked for to learn whether exporting is allowed: an answer that says so of this one item has passed
/// every check of permissions, and no content was read.
/// </summary>
internal sealed class MissingItem : IItemSink
{
    private const int EntryLength = 70;

    // The codes of Exchange for an item that may not be read, where the refusal stands at the item and not in the status.
    private static readonly string[] Refusals = ["ErrorAccessDenied", "AccessDenied", "ErrorAccountNotAllowed"];

    /// <summary>How the service refused the application at the item; null when it did not.</summary>
    public ServiceFault? Refusal { get; private set; }

    /// <summary>An id of the form that the service gives, whose entry is all zeros.</summary>
    public static string IdIn(string mailboxId)
    {
        // Kind and length of the mailbox, its GUID as text, a zero, the length of the entry, the entry: as ids that were seen are built.
        string guid = MailboxId.IsOne(mailboxId) ? mailboxId.Substring(4, 36) : Guid.Empty.ToString("D", CultureInfo.InvariantCulture);
        byte[] head = [0, 3, 36, 0, .. Encoding.ASCII.GetBytes(guid), 0, EntryLength, 0];
        byte[] id = new byte[head.Length + EntryLength];
        head.CopyTo(id, 0);
        return Convert.ToBase64String(id).Replace('/', '-').Replace('+', '_');
    }

    public Task<ILargeItem> OpenLargeAsync(CancellationToken cancellationToken) => throw Errors.AnswerInvalid("it has content for an item that cannot exist.");

    public Task TakeAsync(ExportEntry entry, CancellationToken cancellationToken)
    {
        if (Array.IndexOf(Refusals, entry.ErrorCode) >= 0)
        {
            Refusal = new ServiceFault { Code = entry.ErrorCode, Message = entry.ErrorMessage };
        }

        return Task.CompletedTask;
    }
}
