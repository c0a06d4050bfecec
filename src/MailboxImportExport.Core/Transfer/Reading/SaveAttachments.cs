using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.ItemFolder;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>Saves attachments as files of a folder. No file that is there is touched: one more of a name gets a number.</summary>
internal sealed class SaveAttachments(string folder)
{
    private const int BufferSize = 64 * 1024;
    private const int MostOfOneName = 10_000;
    private const string NoName = "attachment";

    /// <summary>The path that an attachment gets when nothing is there yet.</summary>
    public string PathOf(MailboxItemAttachment attachment) => Path.Combine(folder, FileName(attachment));

    /// <summary>Saves an attachment.</summary>
    /// <returns>The file, or null when the attachment has no content: it is a link.</returns>
    public async Task<FileInfo?> SaveAsync(MailboxItemAttachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Content is not ItemSource { Content: IItemContent content } source)
        {
            throw Errors.ContentReleased(attachment.ToString());
        }

        using OpenedItem opened = await OpenedItem.OpenAsync(new NamedContent(source.Name, content, null), cancellationToken).ConfigureAwait(false);
        ItemNode node = Find(opened.Item.Message, source.Path) ?? throw Errors.ItemUnreadable(source.Name, "the attachment is not in it any more", 0);
        ItemProperty? data = node.Find(KnownProperties.AttachDataBinary);
        if (data is null && node.Embedded is null)
        {
            return null;
        }

        string? path = null;
        try
        {
            Directory.CreateDirectory(folder);
            using FileStream file = Create(FileName(attachment));
            path = file.Name;
            await WriteAsync(node, data, file, cancellationToken).ConfigureAwait(false);
            return new FileInfo(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(path);
            throw Errors.AttachmentNotSaved(attachment.ToString(), folder, e);
        }
        catch
        {
            Remove(path);
            throw;
        }
    }

    private static string FileName(MailboxItemAttachment attachment) => attachment.Item is MailboxItemContent item
        ? AttachmentFileName.Of((attachment.Name ?? item.Subject ?? NoName).Replace('/', '_').Replace('\\', '_') + ItemFolderLayout.Extension, NoName + ItemFolderLayout.Extension)
        : AttachmentFileName.Of(attachment.Name, NoName);

    // An attached item becomes an item of its own, which every command that reads items takes.
    private static Task WriteAsync(ItemNode node, ItemProperty? data, FileStream file, CancellationToken cancellationToken)
    {
        if (node.Embedded is ItemNode embedded)
        {
            FastTransferWriter writer = new(file);
            writer.Copy(embedded);
            writer.Complete();
            return Task.CompletedTask;
        }

        return CopyAsync(data!.Value, file, cancellationToken);
    }

    private static async Task CopyAsync(ItemProperty data, FileStream file, CancellationToken cancellationToken)
    {
        using Stream bytes = data.OpenBytes();
        await bytes.CopyToAsync(file, BufferSize, cancellationToken).ConfigureAwait(false);
    }

    private static ItemNode? Find(ItemNode message, IReadOnlyList<int> path)
    {
        ItemNode? attachment = null;
        foreach (int number in path)
        {
            attachment = (attachment is null ? message : attachment.Embedded)?.Attachments.ElementAtOrDefault(number);
            if (attachment is null)
            {
                return null;
            }
        }

        return attachment;
    }

    private FileStream Create(string name)
    {
        for (int number = 1; ; number++)
        {
            string path = Path.Combine(folder, number == 1 ? name : AttachmentFileName.Numbered(name, number));
            try
            {
                // Asked of the file system in one step: between looking and creating, somebody could put a link there.
                return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.SequentialScan);
            }
            catch (IOException) when (number < MostOfOneName && (File.Exists(path) || Directory.Exists(path)))
            {
                // Taken.
            }
        }
    }

    private static void Remove(string? path)
    {
        if (path is not null)
        {
            File.Delete(path);
        }
    }
}
