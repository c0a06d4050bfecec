using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Compares two exported items property by property, recipient by recipient, attachment by attachment. Streams of one item are
/// never the same bytes: the service writes a new one at each export, with its build in it.
/// </summary>
internal sealed class ItemComparer
{
    private const int MostDifferences = 1000;
    private const int LongestShown = 2048;
    private const int RecipientTypeMask = 0xF;

    private readonly List<ItemDifference> _differences = [];
    private int _byContent;
    private int _byServer;

    private ItemComparer()
    {
    }

    /// <summary>Compares.</summary>
    /// <param name="reference">What is compared with.</param>
    /// <param name="difference">What is compared.</param>
    public static ItemComparison Compare(FastTransferItem reference, FastTransferItem difference)
    {
        ItemComparer comparer = new();
        comparer.CompareStreams(reference, difference);
        comparer.CompareMessages(string.Empty, reference.Message, difference.Message);
        return new ItemComparison
        {
            Reference = reference.Payload.Name,
            Difference = difference.Payload.Name,
            Subject = SubjectText.WithoutControlPrefix(reference.Message.Text(KnownProperties.Subject)),
            Verdict = comparer switch { { _byContent: > 0 } => ItemComparisonVerdict.Different, { _byServer: > 0 } => ItemComparisonVerdict.ChangedByServer, _ => ItemComparisonVerdict.Equal },
            ContentDifferences = comparer._byContent,
            ServerDifferences = comparer._byServer,
            Differences = comparer._differences,
        };
    }

    private void CompareStreams(FastTransferItem reference, FastTransferItem difference)
    {
        const string Place = "Stream";
        foreach (FastTransferItem item in new[] { reference, difference }.Where(static item => !item.IsComplete))
        {
            Add(new ItemDifference { Place = Place, Property = item.Payload.Name, Kind = ItemDifferenceKind.Unreadable });
        }

        if (reference.Version != difference.Version)
        {
            Add(new ItemDifference
            {
                Place = Place,
                Property = "Server build",
                Kind = ItemDifferenceKind.Changed,
                ChangedByServer = "the build that wrote the stream",
                ReferenceValue = reference.Version?.ToString(),
                DifferenceValue = difference.Version?.ToString(),
            });
        }
    }

    private void CompareMessages(string inside, ItemNode reference, ItemNode difference)
    {
        CompareProperties(inside + "Message", reference, difference, isRecipient: false);
        ComparePairs(
            reference.Recipients,
            difference.Recipients,
            static recipient => (recipient.Number(KnownProperties.RecipientType) & RecipientTypeMask, Address(recipient).ToUpperInvariant()),
            static recipient => "Recipient " + Address(recipient),
            inside,
            (at, left, right) => CompareProperties(at, left, right, isRecipient: true));
        ComparePairs(
            reference.Attachments,
            difference.Attachments,
            static attachment => (attachment.Number(KnownProperties.AttachMethod), FileName(attachment)),
            static attachment => "Attachment " + FileName(attachment),
            inside,
            CompareAttachments);
    }

    private void CompareAttachments(string place, ItemNode reference, ItemNode difference)
    {
        CompareProperties(place, reference, difference, isRecipient: false);
        switch (reference.Embedded, difference.Embedded)
        {
            case (ItemNode left, ItemNode right):
                CompareMessages(place + ", ", left, right);
                break;
            case (ItemNode, null):
                Add(new ItemDifference { Place = place + ", Message", Kind = ItemDifferenceKind.Missing });
                break;
            case (null, ItemNode):
                Add(new ItemDifference { Place = place + ", Message", Kind = ItemDifferenceKind.Added });
                break;
        }
    }

    // Entries of lists are found again by who or what they are, not by their place; those that are alike, in their order.
    private void ComparePairs<TKey>(
        IEnumerable<ItemNode> reference,
        IEnumerable<ItemNode> difference,
        Func<ItemNode, TKey> key,
        Func<ItemNode, string> name,
        string inside,
        Action<string, ItemNode, ItemNode> compare)
        where TKey : struct
    {
        Dictionary<TKey, Queue<ItemNode>> others = [];
        foreach (ItemNode node in difference)
        {
            TKey its = key(node);
            if (!others.TryGetValue(its, out Queue<ItemNode>? alike))
            {
                alike = new Queue<ItemNode>();
                others.Add(its, alike);
            }

            alike.Enqueue(node);
        }

        foreach (ItemNode node in reference)
        {
            if (others.TryGetValue(key(node), out Queue<ItemNode>? alike) && alike.Count > 0)
            {
                compare(inside + name(node), node, alike.Dequeue());
            }
            else
            {
                Add(new ItemDifference { Place = inside + name(node), Kind = ItemDifferenceKind.Missing });
            }
        }

        foreach (ItemNode added in others.Values.SelectMany(static alike => alike))
        {
            Add(new ItemDifference { Place = inside + name(added), Kind = ItemDifferenceKind.Added });
        }
    }

    private void CompareProperties(string place, ItemNode reference, ItemNode difference, bool isRecipient)
    {
        Dictionary<MapiPropertyId, ItemProperty> others = ById(difference);
        foreach (KeyValuePair<MapiPropertyId, ItemProperty> property in ById(reference))
        {
            bool isInBoth = others.TryGetValue(property.Key, out ItemProperty other);
            others.Remove(property.Key);
            if (!isInBoth)
            {
                Add(place, property.Key, ItemDifferenceKind.Missing, isRecipient, Shown(property.Value), null, property.Value.Type);
            }
            else if (!ValueComparer.AreEqual(property.Value, other))
            {
                Add(place, property.Key, ItemDifferenceKind.Changed, isRecipient, Shown(property.Value), Shown(other), property.Value.Type);
            }
        }

        foreach (KeyValuePair<MapiPropertyId, ItemProperty> added in others)
        {
            Add(place, added.Key, ItemDifferenceKind.Added, isRecipient, null, Shown(added.Value), added.Value.Type);
        }
    }

    private void Add(string place, MapiPropertyId id, ItemDifferenceKind kind, bool isRecipient, object? reference, object? difference, MapiPropertyType type) => Add(new ItemDifference
    {
        Place = place,
        Property = MapiProperty.Of(id, type).Name,
        Kind = kind,
        ChangedByServer = VolatileProperties.ReasonOf(id, isRecipient) ?? VolatileProperties.ReasonOf(id, reference, difference),
        ReferenceValue = reference,
        DifferenceValue = difference,
    });

    private void Add(ItemDifference difference)
    {
        _byContent += difference.ChangedByServer is null ? 1 : 0;
        _byServer += difference.ChangedByServer is null ? 0 : 1;
        if (_differences.Count < MostDifferences)
        {
            _differences.Add(difference);
        }
    }

    private static Dictionary<MapiPropertyId, ItemProperty> ById(ItemNode node)
    {
        Dictionary<MapiPropertyId, ItemProperty> properties = [];
        foreach (ItemProperty property in node.Properties)
        {
            properties[property.Id] = property;
        }

        return properties;
    }

    private static object? Shown(ItemProperty property) => property.Length <= LongestShown ? property.Value() : $"{property.Length} bytes";

    private static string Address(ItemNode recipient)
        => recipient.Text(KnownProperties.SmtpAddress) ?? recipient.Text(KnownProperties.EmailAddress) ?? recipient.Text(KnownProperties.DisplayName) ?? string.Empty;

    private static string FileName(ItemNode attachment)
        => attachment.Text(KnownProperties.AttachLongFilename) ?? attachment.Text(KnownProperties.AttachFilename) ?? attachment.Text(KnownProperties.DisplayName) ?? string.Empty;
}
