using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>Finds the folder that a user named: by well-known name, by path, or by id.</summary>
/// <remarks>One resolver serves one run and remembers what it has listed, so that a tree costs one call a folder.</remarks>
internal sealed class FolderResolver(FolderRequests requests, MailboxContentStore store)
{
    private const int NamesInError = 12;

    // Ids are far longer than names that people give to folders, and end in base64 padding.
    private const int ShortestId = 16;

    private readonly string _mailboxId = store.MailboxId;
    private readonly Dictionary<string, IReadOnlyList<FolderJson>> _children = new(StringComparer.Ordinal);
    private IReadOnlyList<FolderJson>? _top;

    /// <summary>Finds a folder.</summary>
    /// <param name="text">Path, well-known name or id.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public Task<MailboxContentFolder> ResolveAsync(string text, CancellationToken cancellationToken) => ResolveAsync(text, Errors.FolderNotFound, cancellationToken);

    /// <inheritdoc cref="ResolveAsync(string, CancellationToken)"/>
    /// <param name="text">Path, well-known name or id.</param>
    /// <param name="missing">Makes the error when there is none, of the text, the mailbox, and the folders that there are.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<MailboxContentFolder> ResolveAsync(string text, Func<string, string, IEnumerable<string>, MailboxImportExportException> missing, CancellationToken cancellationToken)
        => await FindAsync(text, cancellationToken).ConfigureAwait(false)
            ?? throw missing(text, store.ToString(), await TopNamesAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>Finds a folder, or null when there is none.</summary>
    public async Task<MailboxContentFolder?> FindAsync(string text, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> names = FolderPath.Split(text);
        if (names.Count == 1 && LooksLikeId(text) && await TryGetAsync(text, cancellationToken).ConfigureAwait(false) is FolderJson byId)
        {
            return await PlacedAsync(byId, cancellationToken).ConfigureAwait(false);
        }

        MailboxContentFolder? folder = await FirstAsync(names[0], cancellationToken).ConfigureAwait(false);
        for (int i = 1; i < names.Count && folder is not null; i++)
        {
            folder = await ChildAsync(folder, names[i], cancellationToken).ConfigureAwait(false);
        }

        return folder;
    }

    /// <summary>Finds the folder directly below another by its name.</summary>
    public async Task<MailboxContentFolder?> ChildAsync(MailboxContentFolder parent, string name, CancellationToken cancellationToken)
    {
        if (!_children.TryGetValue(parent.FolderId, out IReadOnlyList<FolderJson>? children))
        {
            children = await requests.ListChildrenAsync(_mailboxId, parent.FolderId, cancellationToken).ConfigureAwait(false);
            _children[parent.FolderId] = children;
        }

        return Named(children, name, parent);
    }

    /// <summary>The folders below a parent, or at the top, have changed.</summary>
    public void Forget(MailboxContentFolder? parent)
    {
        if (parent is null)
        {
            _top = null;
        }
        else
        {
            _children.Remove(parent.FolderId);
        }
    }

    private static bool LooksLikeId(string text) => text.Length >= ShortestId && text.All(static c => c is '-' or '_' or '=' || (c < 128 && char.IsLetterOrDigit(c)));

    private async Task<MailboxContentFolder?> FirstAsync(string name, CancellationToken cancellationToken)
    {
        // One call where the name means the same folder in every mailbox; a folder that a user called "Tasks" is found below.
        if (WellKnownFolder.Find(name) is string wellKnown && await TryGetAsync(wellKnown, cancellationToken).ConfigureAwait(false) is FolderJson json)
        {
            return await WellKnownAsync(wellKnown, json with { WellKnownName = json.WellKnownName ?? wellKnown }, cancellationToken).ConfigureAwait(false);
        }

        return Named(FolderTree.TopOf(await TopAsync(cancellationToken).ConfigureAwait(false)), name, null);
    }

    private async Task<MailboxContentFolder> WellKnownAsync(string wellKnown, FolderJson json, CancellationToken cancellationToken)
        => wellKnown == WellKnownFolder.Root || WellKnownFolder.IsNested(wellKnown)
            ? await PlacedAsync(json, cancellationToken).ConfigureAwait(false)
            : FolderTree.ToModel(_mailboxId, json, null);

    private async Task<MailboxContentFolder> PlacedAsync(FolderJson json, CancellationToken cancellationToken)
    {
        bool isRoot = json.WellKnownName == WellKnownFolder.Root || (await RootsAsync(cancellationToken).ConfigureAwait(false)).Contains(json.Id ?? string.Empty);
        return isRoot
            ? FolderTree.ToModel(_mailboxId, json, null) with { Path = string.Empty }
            : FolderTree.ToModel(_mailboxId, json, await ParentAsync(json, cancellationToken).ConfigureAwait(false));
    }

    // The root is in no list; it is what the folders of the top list have above them.
    private async Task<HashSet<string>> RootsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<FolderJson> top = await TopAsync(cancellationToken).ConfigureAwait(false);
        HashSet<string> roots = new(top.Select(static f => f.ParentFolderId ?? string.Empty), StringComparer.Ordinal);
        roots.ExceptWith(top.Select(static f => f.Id ?? string.Empty));
        return roots;
    }

    private MailboxContentFolder? Named(IReadOnlyList<FolderJson> folders, string name, MailboxContentFolder? parent)
    {
        FolderJson? found = folders.FirstOrDefault(f => string.Equals(f.DisplayName, name, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : FolderTree.ToModel(_mailboxId, found, parent);
    }

    private async Task<FolderJson?> TryGetAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            return await requests.GetAsync(_mailboxId, folder, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.Kind == FailureKind.FolderNotFound || (e.Kind == FailureKind.ServiceRefused && e.StatusCode == 400))
        {
            // Not found, or not even of the form of an id: then it is a name.
            return null;
        }
    }

    private async Task<MailboxContentFolder?> ParentAsync(FolderJson folder, CancellationToken cancellationToken)
    {
        HashSet<string> ends = await RootsAsync(cancellationToken).ConfigureAwait(false);
        Stack<FolderJson> chain = new();
        string? parent = WellKnownFolder.StandsAlone(folder.WellKnownName) ? null : folder.ParentFolderId;

        // Each parent is visited once: a loop in the answers ends the walk.
        while (parent is not null && ends.Add(parent) && await TryGetAsync(parent, cancellationToken).ConfigureAwait(false) is FolderJson above)
        {
            chain.Push(above);
            parent = WellKnownFolder.StandsAlone(above.WellKnownName) ? null : above.ParentFolderId;
        }

        return chain.Aggregate((MailboxContentFolder?)null, (model, json) => FolderTree.ToModel(_mailboxId, json, model));
    }

    private async Task<IReadOnlyList<FolderJson>> TopAsync(CancellationToken cancellationToken)
        => _top ??= await requests.ListTopAsync(_mailboxId, cancellationToken).ConfigureAwait(false);

    private async Task<IReadOnlyList<string>> TopNamesAsync(CancellationToken cancellationToken)
    {
        List<FolderJson> top = FolderTree.TopOf(await TopAsync(cancellationToken).ConfigureAwait(false));
        return top.Select(static f => f.DisplayName ?? string.Empty).Where(static n => n.Length > 0).Take(NamesInError).ToList();
    }
}
