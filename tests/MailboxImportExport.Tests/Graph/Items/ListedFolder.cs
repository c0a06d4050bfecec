using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Items;
using MailboxImportExport.Model;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Tests.Graph.Items;

/// <summary>A folder of a sandbox that is listed while things happen to it.</summary>
internal sealed class ListedFolder(ConnectedSandbox sandbox)
{
    public SandboxMailbox Mailbox { get; } = sandbox.Mailbox(ConnectedSandbox.Chika);

    public SandboxFolder Folder { get; } = sandbox.Mailbox(ConnectedSandbox.Chika).Folder("Inbox");

    public IReadOnlyList<string> Ids => [.. Folder.Items.Select(static i => i.Id)];

    /// <summary>Adds mails that were created at the same time.</summary>
    public void AddAt(DateTimeOffset created, int count, TimeSpan apart = default)
    {
        for (int i = 0; i < count; i++)
        {
            Mailbox.AddMail(Folder, $"At {created:O} {i}", "sender@fabrikam.example", created, created: created + (i * apart));
        }
    }

    public void Remove(IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            Mailbox.RemoveItem(Mailbox.Item(id));
        }
    }

    public IAsyncEnumerable<MailboxItem> RunAsync(CancellationToken cancellationToken = default)
    {
        MailboxContentFolder folder = new()
        {
            MailboxId = Mailbox.Id,
            FolderId = Folder.Id,
            Path = "Inbox",
            DisplayName = "Inbox",
            FolderClass = "IPF.Note",
        };
        return new ItemListing(new ItemRequests(sandbox.Connection, sandbox.Log), folder, sandbox.Connection, sandbox.Log).RunAsync(cancellationToken).Select(static i => i.Model);
    }

    public async Task<List<string>> ListAsync() => await RunAsync().Select(static i => i.ItemId).ToListAsync();
}
