using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using MailboxImportExport.Benchmarks.Engine;
using MailboxImportExport.Model;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>The mailboxes user1, user2 and so on.</summary>
internal static class ManyMailboxes
{
    /// <summary>Their items: first one of each, then another one of each, as they come when mailboxes are worked on side by side.</summary>
    public static async Task<IReadOnlyList<MailboxItem>> ListAsync(CoreEngine engine, int mailboxes)
    {
        IReadOnlyList<MailboxItem>[] lists = await Task.WhenAll(
            Enumerable.Range(1, mailboxes).Select(number => engine.ListAsync($"user{number}@contoso.example", Setting.Many))).ConfigureAwait(false);
        return [.. Enumerable.Range(0, lists[0].Count).SelectMany(index => lists.Select(list => list[index]))];
    }
}
