using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using MailboxImportExport.Sandbox.Import;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>A mailbox that items are imported into: what it is to have of them, and what it has, by place and content.</summary>
internal sealed class ImportedMailbox(SandboxMailbox mailbox)
{
    private readonly HashSet<string> _before = Ids(mailbox);
    private HashSet<string> _kept = [];

    /// <summary>What has come, each item by its folder and its content.</summary>
    public IReadOnlyList<string> Came => [.. mailbox.Items.Where(i => !_before.Contains(i.Id)).Select(static i => Text(i.Folder.Path, i.Content))];

    /// <summary>What items are to be in a folder.</summary>
    public static IReadOnlyList<string> Expected(string folder, IEnumerable<SandboxItem> items)
        => [.. items.Select(i => Text(folder, ImportedContent.Of(i.Content)))];

    /// <summary>What the first has and the second has not, or not as often.</summary>
    public static IReadOnlyList<string> Less(IEnumerable<string> first, IEnumerable<string> second)
    {
        Dictionary<string, int> counts = second.GroupBy(static s => s).ToDictionary(static g => g.Key, static g => g.Count());
        return [.. first.Where(s => (counts[s] = counts.GetValueOrDefault(s) - 1) < 0)];
    }

    /// <summary>Remembers what there is.</summary>
    public void Keep() => _kept = Ids(mailbox);

    /// <summary>Removes what has come since.</summary>
    public void GoBack() => Remove(i => !_kept.Contains(i.Id));

    /// <summary>Removes all that has come.</summary>
    public void Clear() => Remove(i => !_before.Contains(i.Id));

    private static HashSet<string> Ids(SandboxMailbox mailbox) => [.. mailbox.Items.Select(static i => i.Id)];

    private static string Text(string folder, MessageContent content)
    {
        StringBuilder text = new();
        foreach (MapiProperty property in content.Properties)
        {
            text.Append(property.Key).Append(property.Type).Append(Value(property.Value)).Append('\n');
        }

        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return $"{folder}: {content.Properties.Text(Tags.Subject)} {hash[..16]}";
    }

    private static string? Value(object value) => value switch
    {
        Content bytes => bytes.Sha256(),
        Content[] list => string.Join(' ', list.Select(static b => b.Sha256())),
        string[] list => string.Join('\t', list),
        _ => value.ToString(),
    };

    private void Remove(Func<SandboxItem, bool> which)
    {
        foreach (SandboxItem item in mailbox.Items.Where(which).ToList())
        {
            mailbox.RemoveItem(item);
        }
    }
}
