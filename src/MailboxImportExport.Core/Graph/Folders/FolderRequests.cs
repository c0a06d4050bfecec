using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Folders;

/// <summary>The calls on folders.</summary>
internal sealed class FolderRequests(GraphConnection connection, IRunLog log)
{
    // Used by others in the field without trouble; the documentation names no maximum.
    private const int PageSize = 250;

    // A mailbox cannot have more folders than this; a list that goes on is a fault of the service.
    private const int MostPages = 10_000;

    // PidTagAttributeHidden (MS-OXPROPS): v1.0 has no isHidden.
    private const string HiddenProperty = "singleValueExtendedProperties($filter=id eq 'Boolean 0x10F4')";

    /// <summary>The folders at the top of the visible tree; the service may mix descendants in.</summary>
    public Task<IReadOnlyList<FolderJson>> ListTopAsync(string mailboxId, CancellationToken cancellationToken)
        => ListAsync(mailboxId, GraphAddress.Folders(mailboxId), cancellationToken);

    /// <summary>The folders directly below one.</summary>
    public Task<IReadOnlyList<FolderJson>> ListChildrenAsync(string mailboxId, string folder, CancellationToken cancellationToken)
        => ListAsync(mailboxId, GraphAddress.ChildFolders(mailboxId, folder), cancellationToken);

    /// <summary>One folder, by id or well-known name.</summary>
    public Task<FolderJson> GetAsync(string mailboxId, string folder, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Address = GraphAddress.Folder(mailboxId, folder) + new ODataQuery().Add("expand", HiddenProperty),
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

    private async Task<IReadOnlyList<FolderJson>> ListAsync(string mailboxId, string address, CancellationToken cancellationToken)
    {
        List<FolderJson> folders = [];
        string? next = address + new ODataQuery().Add("top", PageSize).Add("expand", HiddenProperty);
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
