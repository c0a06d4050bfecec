using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>Turns single properties and markers into atoms. Named properties get the number their mailbox has mapped them to.</summary>
internal sealed class AtomWriter(NamedPropertyMap names, StreamShape shape)
{
    private const int ByteUnit = 1;
    private const int CharUnit = 2;

    public static StreamAtom Of(Marker marker)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)marker);
        return StreamAtom.Whole(bytes);
    }

    /// <summary>The directive "clear these first" that stands before the attachments and recipients of a message.</summary>
    public static StreamAtom ClearFirst(ushort listId)
    {
        byte[] bytes = [0x03, 0x00, 0x16, 0x40, 0x0D, 0x00, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), listId);
        return StreamAtom.Whole(bytes);
    }

    /// <summary>The properties in ascending order of their numbers on the wire.</summary>
    public IEnumerable<StreamAtom> Of(IEnumerable<MapiProperty> properties)
        => properties
            .Select(property => (Id: WireId(property.Key), Property: property))
            .OrderBy(static pair => pair.Id)
            .SelectMany(pair => Of(pair.Id, pair.Property));

    private ushort WireId(PropertyKey key) => key.Name is null ? key.Id : names.IdOf(key.Name);

    private IEnumerable<StreamAtom> Of(ushort id, MapiProperty property)
    {
        yield return StreamAtom.Whole(Head(id, property));
        foreach (StreamAtom atom in Value(property.Value))
        {
            yield return atom;
        }
    }

    private byte[] Head(ushort id, MapiProperty property)
    {
        byte[] head = new byte[4];
        BinaryPrimitives.WriteUInt16LittleEndian(head, WireType(property.Type));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(2), id);
        if (property.Key.Name is not NamedProperty name)
        {
            return head;
        }

        byte[] kind = name.Number is uint number ? [0, .. BitConverter.GetBytes(number)] : [1, .. TextBytes(name.Text!)];
        return [.. head, .. name.Set.ToByteArray(), .. kind];
    }

    private ushort WireType(PropertyType type) => type switch
    {
        PropertyType.Text => TextForm.Utf16,
        PropertyType.TextList => shape.TextListsNameTheirCodePage ? TextForm.Utf16List : (ushort)PropertyType.TextList,
        _ => (ushort)type,
    };

    private static IEnumerable<StreamAtom> Value(object value) => value switch
    {
        string text => Sized(TextBytes(text), CharUnit),
        Content content => Sized(content),
        string[] list => List(list, static text => Sized(TextBytes(text), CharUnit)),
        Content[] list => List(list, Sized),
        Array list => List(list.Cast<object>(), static element => [StreamAtom.Whole(Fixed(element))]),
        _ => [StreamAtom.Whole(Fixed(value))],
    };

    private static byte[] Fixed(object value) => value switch
    {
        short number => BitConverter.GetBytes(number),
        int number => BitConverter.GetBytes(number),
        long number => BitConverter.GetBytes(number),
        float number => BitConverter.GetBytes(number),
        double number => BitConverter.GetBytes(number),
        bool flag => [flag ? (byte)1 : (byte)0, 0],
        FileTime time => BitConverter.GetBytes(time.Ticks),
        Guid guid => guid.ToByteArray(),
        _ => throw new ArgumentException($"Values of type {value.GetType().Name} have no fixed form.", nameof(value)),
    };

    private static IEnumerable<StreamAtom> List<T>(IReadOnlyCollection<T> list, Func<T, IEnumerable<StreamAtom>> write)
        => list.SelectMany(write).Prepend(Length(list.Count));

    private static IEnumerable<StreamAtom> List(IEnumerable<object> list, Func<object, IEnumerable<StreamAtom>> write)
        => List(list.ToList(), write);

    private static IEnumerable<StreamAtom> Sized(byte[] bytes, int unit) => [Length(bytes.Length), new StreamAtom(bytes, unit)];

    private static IEnumerable<StreamAtom> Sized(Content content)
        => content.Segments().Select(static segment => new StreamAtom(segment, ByteUnit)).Prepend(Length(content.Length));

    private static StreamAtom Length(long length)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, checked((uint)length));
        return StreamAtom.Whole(bytes);
    }

    private static byte[] TextBytes(string text) => [.. MemoryMarshal.AsBytes(text.AsSpan()), 0, 0];
}
