using System.Collections.Generic;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// What the service sets by itself: two exports of one item, or an item and its copy, differ in it without anybody having changed
/// anything. The list with its reasons is in docs/item-stream.md.
/// </summary>
internal static class VolatileProperties
{
    // Numbers that belong to the store and say nothing about the item ("[MS-OXCFXICS]", properties to be left out of a copy).
    private const ushort FirstOfStore = 0x6600;
    private const ushort LastOfStore = 0x67FF;

    // msgFlagUnmodified and msgFlagEverRead: set and taken away by the store itself ("[MS-OXCMSG]", PidTagMessageFlags).
    private const int VolatileFlags = 0x2 | 0x400;

    private const string Times = "set when the item is created or changed in a mailbox";
    private const string Identifiers = "identifies the item in one mailbox";
    private const string Sizes = "computed by the store";
    private const string Persons = "who created or changed the item in a mailbox";
    private const string Rights = "depends on who reads";
    private const string Numbers = "counts the entries of a list anew";

    private static readonly Dictionary<MapiPropertyId, string> Reasons = new()
    {
        [KnownProperties.CreationTime] = Times,
        [KnownProperties.LastModificationTime] = Times,
        [KnownProperties.ChangeKey] = Identifiers,
        [KnownProperties.PredecessorChangeList] = Identifiers,
        [KnownProperties.SourceKey] = Identifiers,
        [KnownProperties.ParentSourceKey] = Identifiers,
        [KnownProperties.RecordKey] = Identifiers,
        [KnownProperties.StoreEntryId] = Identifiers,
        [KnownProperties.ParentEntryId] = Identifiers,
        [KnownProperties.InstanceKey] = Identifiers,
        [KnownProperties.MappingSignature] = Identifiers,
        [KnownProperties.MessageSize] = Sizes,
        [KnownProperties.AttachSize] = Sizes,
        [KnownProperties.CreatorName] = Persons,
        [KnownProperties.CreatorEntryId] = Persons,
        [KnownProperties.LastModifierName] = Persons,
        [KnownProperties.LastModifierEntryId] = Persons,
        [KnownProperties.Access] = Rights,
        [KnownProperties.AccessLevel] = Rights,
        [KnownProperties.Rowid] = Numbers,
        [KnownProperties.AttachNumber] = Numbers,
    };

    /// <summary>Why a difference in a property is the service's doing, or null when it is not.</summary>
    /// <param name="id">The property.</param>
    /// <param name="isRecipient">Whether it is one of a recipient: its entry id is an address, not an id in a mailbox.</param>
    public static string? ReasonOf(MapiPropertyId id, bool isRecipient) => id switch
    {
        { Name: not null } => null,
        { Tag: >= FirstOfStore and <= LastOfStore } => Identifiers,
        _ when id == KnownProperties.EntryId => isRecipient ? null : Identifiers,
        _ => Reasons.TryGetValue(id, out string? reason) ? reason : null,
    };

    /// <summary>Why a difference between two values is the service's doing although the property is not, or null.</summary>
    public static string? ReasonOf(MapiPropertyId id, object? left, object? right) => (left, right) switch
    {
        (int a, int b) when id == KnownProperties.MessageFlags && ((a ^ b) & ~VolatileFlags) == 0 => "a mark that the store sets",
        (string a, string b) when id == KnownProperties.Subject && SubjectText.WithoutControlPrefix(a) == SubjectText.WithoutControlPrefix(b) => "marks where the prefix of the subject ends",
        _ => null,
    };
}
