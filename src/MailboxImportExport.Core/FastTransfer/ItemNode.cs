using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>A message, a recipient or an attachment of an item: a view on its elements.</summary>
internal sealed class ItemNode
{
    private const int LongestText = 256 * 1024;
    private static readonly List<int> NoProperties = [];
    private static readonly List<ItemNode> NoChildren = [];

    private readonly FastTransferItem _item;
    private readonly StreamMarker _kind;
    private readonly int _start;
    private readonly int _end;
    private List<int>? _properties;
    private List<ItemNode>? _children;
    private bool _hasLooked;

    public ItemNode(FastTransferItem item, StreamMarker kind, int start, int end)
    {
        _item = item;
        _kind = kind;
        _start = start;
        _end = end;
    }

    /// <summary>Its own properties in the order of the stream; of two with the same id the later one counts.</summary>
    public IEnumerable<ItemProperty> Properties => OwnProperties().Select(index => new ItemProperty(_item, _item.Element(index)));

    /// <summary>Recipients of a message.</summary>
    public IEnumerable<ItemNode> Recipients => Children().Where(static child => child._kind == StreamMarker.StartRecip);

    /// <summary>Attachments of a message.</summary>
    public IEnumerable<ItemNode> Attachments => Children().Where(static child => child._kind == StreamMarker.NewAttach);

    /// <summary>The message inside of an attachment.</summary>
    public ItemNode? Embedded => _kind == StreamMarker.NewAttach ? Children().Find(static child => child._kind == StreamMarker.StartEmbed) : null;

    /// <summary>The item that it belongs to.</summary>
    public FastTransferItem Item => _item;

    /// <summary>A property by its id, whatever its type.</summary>
    public ItemProperty? Find(MapiPropertyId id) => Find(property => property.Id == id);

    /// <summary>A property by its id and type; texts of all code pages are of the same type.</summary>
    public ItemProperty? Find(MapiPropertyId id, MapiPropertyType type) => Find(property => property.Id == id && property.Type == type);

    /// <summary>A text, when it is not far longer than names, addresses and headers are.</summary>
    public string? Text(MapiPropertyId id) => Find(id, MapiPropertyType.String) is ItemProperty found && found.Length <= LongestText ? found.Value() as string : null;

    /// <summary>The texts of a list, when they are not far longer together than categories are.</summary>
    public IReadOnlyList<string> Texts(MapiPropertyId id)
        => Find(id, MapiPropertyType.MultipleString) is ItemProperty found && found.Length <= LongestText ? found.Value() as string[] ?? [] : [];

    public int? Number(MapiPropertyId id) => Find(id, MapiPropertyType.Integer32)?.Value() as int?;

    public bool? Flag(MapiPropertyId id) => Find(id, MapiPropertyType.Boolean)?.Value() as bool?;

    public double? Floating(MapiPropertyId id) => Find(id, MapiPropertyType.Floating64)?.Value() as double?;

    public DateTimeOffset? Time(MapiPropertyId id) => Find(id, MapiPropertyType.Time)?.Value() as DateTimeOffset?;

    /// <summary>Bytes of a property, when there are not more than a limit.</summary>
    public byte[]? Bytes(MapiPropertyId id, int limit) => Find(id, MapiPropertyType.Binary) is ItemProperty found && found.Length <= limit ? (byte[]?)found.Value() : null;

    private ItemProperty? Find(Func<ItemProperty, bool> isWanted)
    {
        List<int> own = OwnProperties();
        for (int index = own.Count - 1; index >= 0; index--)
        {
            ItemProperty property = new(_item, _item.Element(own[index]));
            if (isWanted(property))
            {
                return property;
            }
        }

        return null;
    }

    private List<int> OwnProperties()
    {
        Look();
        return _properties ?? NoProperties;
    }

    private List<ItemNode> Children()
    {
        Look();
        return _children ?? NoChildren;
    }

    private void Look()
    {
        if (_hasLooked)
        {
            return;
        }

        _hasLooked = true;
        for (int index = _start; index < _end; index++)
        {
            ItemElement element = _item.Element(index);
            if (StreamMarkers.Is(element.Tag))
            {
                (_children ??= []).Add(new ItemNode(_item, (StreamMarker)element.Tag, index + 1, (int)element.Place));
                index = (int)element.Place - 1;
            }
            else
            {
                (_properties ??= []).Add(index);
            }
        }
    }
}
