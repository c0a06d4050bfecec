using System.IO;
using MailboxImportExport.Benchmarks.Engine;

namespace MailboxImportExport.Benchmarks.Parts;

/// <summary>What a user types, over a connection <c>$c</c>.</summary>
internal static class ModuleScripts
{
    /// <summary>Lists a folder into <c>$items</c>.</summary>
    public static void List(ModuleEngine module, string folder)
        => module.Run($"$global:items = @(Get-MailboxItem {Setting.Source} -Folder {folder} -Connection $c)");

    /// <summary>Lists that folder of many mailboxes into <c>$items</c>: first an item of each, then another one of each, as they come when mailboxes are worked on side by side.</summary>
    /// <param name="module">The session.</param>
    /// <param name="uri">A sandbox with the same content that answers at once.</param>
    /// <param name="mailboxes">Their number.</param>
    public static void ListMailboxes(ModuleEngine module, string uri, int mailboxes)
    {
        module.Connect("fast", uri);
        module.Run($"$lists = foreach ($n in 1..{mailboxes}) {{ , @(Get-MailboxItem \"user$n@contoso.example\" -Folder {Setting.Many} -Connection $fast) }}; "
            + "$global:items = foreach ($i in 0..($lists[0].Count - 1)) { foreach ($list in $lists) { $list[$i] } }");
    }

    /// <summary>Exports what was listed.</summary>
    public static void Export(ModuleEngine module, string path)
        => module.Run("$items | Export-MailboxItem -DestinationPath $path -Connection $c | Out-Null", ("path", path));

    /// <summary>Exports the first of what was listed.</summary>
    public static void Export(ModuleEngine module, string path, int count)
        => module.Run("$items[0..($count - 1)] | Export-MailboxItem -DestinationPath $path -Connection $c | Out-Null", ("path", path), ("count", count));

    /// <summary>Exports that folder of many mailboxes, whose names are piped in.</summary>
    public static void ExportMailboxes(ModuleEngine module, int mailboxes, string path) => module.Run(ExportMailboxesLine(mailboxes), ("path", path));

    /// <summary>The line that does it.</summary>
    public static string ExportMailboxesLine(int mailboxes)
        => $"1..{mailboxes} | ForEach-Object {{ \"user$_@contoso.example\" }} | Export-MailboxItem -Folder {Setting.Many} -ThrottleLimit {mailboxes} -DestinationPath $path -Connection $c | Out-Null";

    /// <summary>Imports an export folder, with a new journal.</summary>
    public static void Import(ModuleEngine module, string path, string journalFolder)
        => module.Run(
            $"Import-MailboxItem -Path $path -TargetMailbox {Setting.Target} -TargetFolder Inbox -CreateFolder -JournalPath $journal -Connection $c | Out-Null",
            ("path", path),
            ("journal", Path.Combine(Directory.CreateDirectory(journalFolder).FullName, "import.jsonl")));
}
