using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Sandbox.Mapi;
using Shouldly;
using TheirProperty = MailboxImportExport.Sandbox.Mapi.MapiProperty;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Holds what the module read against what the sandbox, which has stream code of its own, holds.</summary>
internal static class Agreement
{
    public static void ShouldHold(this ItemNode ours, MessageContent theirs, string name)
    {
        PropertiesShouldHold(ours, theirs.Properties, name);
        Each(ours.Recipients, theirs.Recipients, $"{name}, recipient", PropertiesShouldHold);
        Each(ours.Attachments, theirs.Attachments, $"{name}, attachment", AttachmentShouldHold);
    }

    /// <summary>The id in the module of what has that key in the sandbox.</summary>
    public static MapiPropertyId Id(PropertyKey key) => key.Name switch
    {
        null => new MapiPropertyId(key.Id),
        { Number: uint number } name => new MapiPropertyId(new MapiPropertyName(name.Set, number)),
        { } name => new MapiPropertyId(new MapiPropertyName(name.Set, name.Text!)),
    };

    /// <summary>The value in the module of what has that value in the sandbox.</summary>
    public static object Value(PropertyType type, object value) => value switch
    {
        short number => (int)number,
        float number => (double)number,
        long units when type is PropertyType.Currency or PropertyType.CurrencyList => MapiValue.Currency(units),
        FileTime time => MapiValue.Time(time.Ticks) is DateTimeOffset known ? known : time.Ticks,
        Content content => content.ToArray(),
        string or int or long or double or bool or Guid => value,
        Array list => list.Cast<object>().Select(element => Value(type, element)).ToArray(),
        _ => throw new ArgumentException($"{value.GetType()} is no value.", nameof(value)),
    };

    private static void AttachmentShouldHold(ItemNode ours, AttachmentContent theirs, string name)
    {
        PropertiesShouldHold(ours, theirs.Properties, name);
        if (theirs.Embedded is null)
        {
            ours.Embedded.ShouldBeNull(name);
            return;
        }

        ours.Embedded.ShouldNotBeNull(name).ShouldHold(theirs.Embedded, name);
    }

    private static void PropertiesShouldHold(ItemNode ours, PropertyBag theirs, string name)
    {
        ours.Properties.Select(static p => p.Id).ShouldBe(theirs.Select(static p => Id(p.Key)), ignoreOrder: true, name);
        foreach (TheirProperty property in theirs)
        {
            string where = $"{name}, {property.Key}";
            ItemProperty found = ours.Find(Id(property.Key)) ?? throw new ShouldAssertException(where);
            found.Type.ShouldBe((MapiPropertyType)property.Type, where);
            object? value = found.Value();
            if (property.Value is GeneratedContent generated)
            {
                using Stream bytes = found.OpenBytes();
                Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes)).ShouldBe(generated.Sha256(), where);
                continue;
            }

            object expected = Value(property.Type, property.Value);
            object actual = value is Array list and not byte[]? list.Cast<object>().ToArray() : value!;
            actual.ShouldBe(expected, where);
        }
    }

    private static void Each<TOurs, TTheirs>(IEnumerable<TOurs> ours, IReadOnlyList<TTheirs> theirs, string name, Action<TOurs, TTheirs, string> check)
    {
        List<TOurs> all = [.. ours];
        all.Count.ShouldBe(theirs.Count, name);
        for (int index = 0; index < all.Count; index++)
        {
            check(all[index], theirs[index], $"{name} {index}");
        }
    }
}
