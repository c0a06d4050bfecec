using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>The calls on folders.</summary>
internal sealed class FolderRequests(GraphConnection connection, IRunLog log, FolderDetail? detail = null)
{
    // Used by others in the field without trouble; the documentation names no maximum.
    private const int PageSize = 250;

    // A mailbox cannot have more folders than this; a list that goes on is a fault of the service.
    private const int MostPages = 10_000;

    // PidTagAttributeHidden, because v1.0 has no isHidden, and PidTagFolderType (MS-OXPROPS).
    private static readonly string[] Properties = ["Boolean 0x10F4", "Integer 0x3601"];

    // PidTagMessageSizeExtended (MS-OXPROPS): the resource has no size.
    private static readonly string[] PropertiesWithSize = [.. Properties, "Long 0x0E08"];

    private static readonly HttpMethod Patch = new("PATCH");

    /// <summary>What is asked for.</summary>
    public FolderDetail Detail { get; } = detail ?? FolderDetail.Usual;

    private string Expand => ExtendedPropertyId.Expand("singleValueExtendedProperties", Detail.Size ? PropertiesWithSize : Properties);

    /// <summary>The folders at the top of the visible tree; the service may mix descendants in.</summary>
    public Task<IReadOnlyList<FolderJson>> ListTopAsync(string mailboxId, CancellationToken cancellationToken)
        => ListAsync(mailboxId, GraphAddress.Folders(mailboxId), null, cancellationToken);

    /// <summary>The folders directly below one.</summary>
    public Task<IReadOnlyList<FolderJson>> ListChildrenAsync(string mailboxId, string folder, CancellationToken cancellationToken)
        => ListAsync(mailboxId, GraphAddress.ChildFolders(mailboxId, folder), Detail.Hidden ? "includeHiddenFolders=true" : null, cancellationToken);

    /// <summary>One folder, by id or well-known name.</summary>
    public Task<FolderJson> GetAsync(string mailboxId, string folder, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Address = GraphAddress.Folder(mailboxId, folder) + new ODataQuery().Add("expand", Expand),
            MailboxId = mailboxId,
            Doing = $"reading the folder '{folder}' of {connection.Known.NameOf(mailboxId)}",
            Target = folder,
            NotFound = FailureKind.FolderNotFound,
        },
        GraphJson.Default.FolderJson,
        log,
        cancellationToken);

    /// <summary>Creates a folder below another, or at the top when there is none above.</summary>
    public Task<FolderJson> CreateAsync(string mailboxId, string? parent, string name, string folderClass, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Method = HttpMethod.Post,
            Address = parent is null ? GraphAddress.Folders(mailboxId) : GraphAddress.ChildFolders(mailboxId, parent),
            MailboxId = mailboxId,
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(new NewFolderJson(name, folderClass), GraphJson.Default.NewFolderJson),
            Doing = $"creating the folder '{name}' in {connection.Known.NameOf(mailboxId)}",
            Target = name,
            NotFound = FailureKind.FolderNotFound,
        },
        GraphJson.Default.FolderJson,
        log,
        cancellationToken);

    /// <summary>Gives a folder another name.</summary>
    public Task<FolderJson> RenameAsync(MailboxContentFolder folder, string name, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Method = Patch,
            Address = GraphAddress.Folder(folder.MailboxId, folder.FolderId),
            MailboxId = folder.MailboxId,
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(new FolderNameJson(name), GraphJson.Default.FolderNameJson),
            Doing = $"renaming '{folder.Path}' in {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        },
        GraphJson.Default.FolderJson,
        log,
        cancellationToken);

    /// <summary>Deletes a folder with what is left in it.</summary>
    /// <remarks>
    /// The documentation shows two forms, with and without <c>/$ref</c> (page "Delete mailboxFolder", v1.0 and beta): the plain one is
    /// tried first.
    /// </remarks>
    public async Task DeleteAsync(MailboxContentFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            await DeleteAsync(folder, string.Empty, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (e.StatusCode is 400 or 404 or 405)
        {
            log.Verbose($"The service refuses the plain form of deleting a folder ({e.ServiceCode}); trying the other.");
            await DeleteAsync(folder, "/$ref", cancellationToken).ConfigureAwait(false);
        }
    }

    private Task DeleteAsync(MailboxContentFolder folder, string form, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Method = HttpMethod.Delete,
            Address = GraphAddress.Folder(folder.MailboxId, folder.FolderId) + form,
            MailboxId = folder.MailboxId,
            Doing = $"removing '{folder.Path}' from {connection.Known.NameOf(folder.MailboxId)}",
            Target = folder.Path,
            NotFound = FailureKind.FolderNotFound,
        },
        log,
        cancellationToken);

    private async Task<IReadOnlyList<FolderJson>> ListAsync(string mailboxId, string address, string? option, CancellationToken cancellationToken)
    {
        PageLength length = new(PageSize);
        while (true)
        {
            try
            {
                return await PagesAsync(mailboxId, address, option, length, cancellationToken).ConfigureAwait(false);
            }
            catch (MailboxImportExportException e) when (length.CanHalve(e))
            {
                // From the beginning: next links keep to the size of the first page.
                length.Halve();
                log.Verbose($"A page of folders does not come ({e.Message}); {length.Now} are asked for.");
            }
        }
    }

    private async Task<IReadOnlyList<FolderJson>> PagesAsync(string mailboxId, string address, string? option, PageLength length, CancellationToken cancellationToken)
    {
        List<FolderJson> folders = [];
        string? next = address + new ODataQuery().Add("top", length.Now).Add("expand", Expand).AddPlain(option);
        for (int page = 0; next is not null; page++)
        {
            if (page == MostPages)
            {
                throw Errors.AnswerInvalid("the list of folders does not end.");
            }

            PageJson<FolderJson> answer = await connection.Client.SendAsync(
                new GraphCall
                {
                    Address = next,
                    MailboxId = mailboxId,
                    Version = option is null ? null : GraphClient.Beta,
                    AttemptsAtSize = length.AttemptsAtSize,
                    Doing = $"listing the folders of {connection.Known.NameOf(mailboxId)}",
                    Target = connection.Known.NameOf(mailboxId),
                    NotFound = FailureKind.MailboxNotFound,
                },
                GraphJson.Default.PageJsonFolderJson,
                log,
                cancellationToken).ConfigureAwait(false);
            folders.AddRange(answer.Value ?? throw Errors.AnswerInvalid("a page of folders has no value."));
            next = answer.NextLink;
        }

        return folders;
    }
}
