using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Transfer.Spool;

namespace MailboxImportExport.Transfer.Reading;

/// <summary>
/// Content that is being read. A handle is held against other commands meanwhile and is the user's again afterwards: reading uses
/// nothing up.
/// </summary>
internal sealed class OpenedItem : IDisposable
{
    private readonly NamedContent _content;
    private readonly HeldContent? _held;

    private OpenedItem(NamedContent content, HeldContent? held, FastTransferItem item)
    {
        _content = content;
        _held = held;
        Item = item;
    }

    public FastTransferItem Item { get; }

    /// <summary>Opens content and reads its structure.</summary>
    public static async Task<OpenedItem> OpenAsync(NamedContent content, CancellationToken cancellationToken)
    {
        HeldContent? held = content.Content as HeldContent;
        held?.Claim();
        try
        {
            Stream stream = await content.Content.OpenAsync(cancellationToken).ConfigureAwait(false);
            return new OpenedItem(content, held, FastTransferReader.Read(stream, content.Name));
        }
        catch (IOException e)
        {
            held?.Unclaim();
            throw Errors.ContentNotReadable(content.Name, e);
        }
        catch
        {
            held?.Unclaim();
            throw;
        }
    }

    /// <summary>The item as users see it.</summary>
    /// <param name="only">Properties to give with their values however long; all, with short values, when there are none.</param>
    public MailboxItemContent Convert(IReadOnlyList<MapiProperty> only)
    {
        MailboxItemContent content = ItemConverter.Convert(Item, ItemSource.Of(_content.Name, _content.Content), _content.Content.Length);
        return only.Count == 0 ? content : content with { Properties = PropertyValues.Named(Item.Message, Ids(only)) };
    }

    /// <summary>The properties of every part of the item.</summary>
    /// <param name="only">Properties to give with their values however long; all, with short values, when there are none.</param>
    public IEnumerable<MapiPropertyValue> Properties(IReadOnlyList<MapiProperty> only)
        => PropertyValues.Everything(Item.Message, Ids(only)).Select(value => value with { Source = _content.Name });

    public void Dispose()
    {
        Item.Dispose();
        _held?.Unclaim();
    }

    private static HashSet<MapiPropertyId> Ids(IEnumerable<MapiProperty> properties) => [.. properties.Select(static property => property.Id)];
}
