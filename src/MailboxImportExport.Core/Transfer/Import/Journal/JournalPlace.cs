using System;
using System.IO;
using System.Linq;
using System.Text;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Transfer.Import.Journal;

/// <summary>Where the journal of an item is: in its export folder, else in the local application data of the user.</summary>
internal static class JournalPlace
{
    private const string FolderName = "imports";
    private const int NameBytes = 16;
    private const string Extension = ".jsonl";

    // An Automation sandbox and a Functions host have local application data, and it ends with them.
    private static readonly string[] FleetingHosts = ["AUTOMATION_ASSET_SANDBOX_ID", "AUTOMATION_ASSET_ACCOUNTID", "FUNCTIONS_WORKER_RUNTIME"];

    /// <summary>Finds files that may be journals of the local application data.</summary>
    public const string Pattern = "*" + Extension;

    /// <summary>Whether a file has the name of a journal of the local application data: nobody else gives one.</summary>
    public static bool IsLocalName(string path) => Hex.Parse(Path.GetFileNameWithoutExtension(path)) is { Length: NameBytes };

    /// <summary>The export folder that a file would be in by its path, or null.</summary>
    public static string? ExportFolderOf(string? file)
    {
        // <root>/items/<2 hex>/<file>
        string? items = Path.GetDirectoryName(Path.GetDirectoryName(file));
        string? root = items is null ? null : Path.GetDirectoryName(items);
        return root is not null && new ItemFolderLayout(root).ItemsFolder == items ? root : null;
    }

    /// <summary>A journal in the local application data, or null when this user has none.</summary>
    /// <param name="parts">What it is about: two commands that import different things at the same time must not meet.</param>
    public static string? Local(params string?[] parts)
    {
        string? data = LocalData();
        return data is null ? null : Path.Combine(data, "MailboxImportExport", FolderName, NameOf(parts) + Extension);
    }

    /// <summary>Why what is kept in the local application data does not last, or null when it does.</summary>
    public static string? WhyFleeting()
    {
        string? host = FleetingHosts.FirstOrDefault(static name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
        return host is null ? null : "the disk of this host ends with the job";
    }

    private static string? LocalData()
    {
        try
        {
            string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create);
            return data.Length == 0 ? null : data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has a name, and cannot be made.
            return null;
        }
    }

    private static string NameOf(string?[] parts)
    {
        string text = string.Join("\n", parts.Select(static part => part?.ToUpperInvariant()));
        return Hex.Of(Polyfills.Sha256(Encoding.UTF8.GetBytes(text))).Substring(0, NameBytes * 2);
    }
}
