using System;
using System.IO;
using System.Text;

namespace MailboxImportExport.ItemFolder;

/// <summary>The only place that builds a path below an export folder.</summary>
internal sealed class ItemFolderLayout(string root)
{
    public const string Extension = ".fts";

    private const string Items = "items";

    private readonly string _belowItems = Path.GetFullPath(Path.Combine(root, Items)) + Path.DirectorySeparatorChar;

    public string Root { get; } = root;

    public string Manifest => Path.Combine(Root, "manifest.jsonl");

    public string Runs => Path.Combine(Root, "runs.jsonl");

    public string Folders => Path.Combine(Root, "folders.json");

    public string Lock => Path.Combine(Root, "export.lock");

    /// <summary>What imports of this folder have done; no part of what the folder holds.</summary>
    public string Journal => Path.Combine(Root, "import.jsonl");

    public string ItemsFolder => Path.Combine(Root, Items);

    /// <summary>Where the content of a version of an item stands, below the root and with forward slashes.</summary>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="changeKey">Its version.</param>
    /// <param name="readableName">A name that a person reads first, or null.</param>
    public static string FileOf(string mailboxId, string itemId, string? changeKey, string? readableName)
    {
        string hash = HashOf(mailboxId, itemId, changeKey);
        string name = readableName is null ? hash : $"{readableName}~{hash.Substring(0, 16)}";
        return $"{Items}/{hash.Substring(0, 2)}/{name}{Extension}";
    }

    /// <summary>The full path of a file named in the manifest, or null when the name leads out of the items folder.</summary>
    public string? Resolve(string file)
    {
        // The manifest may come from anywhere: a name in it is taken only when it stays below the items folder.
        string full = Path.GetFullPath(Path.Combine(Root, file.Replace('/', Path.DirectorySeparatorChar)));
        return full.StartsWith(_belowItems, StringComparison.Ordinal) ? full : null;
    }

    /// <summary>A name beside the final one, for content that is still arriving.</summary>
    public string Temporary(Guid id) => Path.Combine(ItemsFolder, $"{id:N}.part");

    private static string HashOf(string mailboxId, string itemId, string? changeKey)
    {
        return Hex.Of(Polyfills.Sha256(Encoding.UTF8.GetBytes($"{mailboxId}\n{itemId}\n{changeKey}")));
    }
}
