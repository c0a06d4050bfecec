using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Tests.Transfer.Soak;

/// <summary>
/// Fills the mailbox of a soak: folders of mail, of which one in twenty is there twice, one in twenty has no search key, and of these some are
/// there twice as well.
/// </summary>
internal sealed class SoakItems(SandboxMailbox mailbox, SandboxMailbox elsewhere, int seed)
{
    public const int Folders = 8;
    private const int OneIn = 20;

    /// <summary>Puts that many items into the folders.</summary>
    public void Fill(int items)
    {
        for (int i = 0; i < Folders; i++)
        {
            int count = (items / Folders) + (i < items % Folders ? 1 : 0);
            Fill(mailbox.AddFolder($"Folder {i}"), count, size: 500 * (i + 1), series: (seed * 1000) + (i * 10));
        }
    }

    /// <summary>Ids of another mailbox, which name nothing in this one.</summary>
    public IReadOnlyList<string> Ghosts(int count)
        => [.. elsewhere.AddItems(elsewhere.AddFolder("Ghosts"), count, size: 10, seed: seed).Select(static item => item.Id)];

    private void Fill(SandboxFolder folder, int count, int size, int series)
    {
        int pairs = Math.Max(1, count / OneIn);
        int keyless = Math.Max(2, count / OneIn);
        mailbox.AddItems(folder, count - pairs - keyless, size, series);

        // The same arguments give the same mails: these are there twice.
        mailbox.AddItems(folder, pairs, size, series);
        SandboxFolder made = elsewhere.AddFolder(folder.DisplayName);
        IReadOnlyList<SandboxItem> models = elsewhere.AddItems(made, keyless - (keyless / 4), size, series + 1);
        foreach (SandboxItem model in models.Concat(models.Take(keyless / 4)))
        {
            MessageContent content = model.Content with { Properties = model.Content.Properties.Without(static p => p.Key == Tags.SearchKey.Key) };
            mailbox.AddItem(folder, new NewItem(content) { Created = model.Created });
        }
    }
}
