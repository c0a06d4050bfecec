using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Export mailboxes into a folder, and go on with it.</summary>
internal sealed class ExportChapter : ITourChapter
{
    public string Title => "Export to a folder";

    public void Run(TourGuide guide)
    {
        int earlier = guide.Server.Tenant.Exported.Count;
        string shown = guide.Type("$inventory | Export-MailboxItem -DestinationPath $folder/export");
        guide.Check("both mailboxes are complete", shown.Split("Complete").Length == 3);
        guide.Check("every file holds exactly the bytes that the service sent", FilesEqualWhatWasSent(guide, earlier));
        guide.Say("The same line again: what is there is not fetched again.");
        int before = guide.Server.Requests.ExportCalls.Count;
        string again = guide.Type("$inventory | Export-MailboxItem -DestinationPath $folder/export");
        guide.Check("nothing was exported twice", guide.Server.Requests.ExportCalls.Count == before && again.Contains("Complete", StringComparison.Ordinal));
    }

    private static bool FilesEqualWhatWasSent(TourGuide guide, int earlier)
    {
        string[] files = Directory.GetFiles(Path.Combine(guide.Folder, "export", "items"), "*.fts", SearchOption.AllDirectories);
        string[] stored = [.. files.Select(static file => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))).Order(StringComparer.Ordinal)];
        string[] sent = [.. guide.Server.Tenant.Exported.Skip(earlier).Select(static item => item.Sha256).Order(StringComparer.Ordinal)];
        return files.Length > 0 && stored.SequenceEqual(sent);
    }
}
