using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Tests.FastTransfer;

/// <summary>Makes messages that are the same for the same seed: all types, names, lists, texts with odd characters, children of children.</summary>
internal sealed class RandomMessage(int seed)
{
    private const int DeepestLevel = 4;

    // A transfer buffer of Exchange Online: values around its length are where mistakes are.
    private const int BufferLength = 31_680;
    private static readonly PropertyType[] Types = Enum.GetValues<PropertyType>();

    private readonly Random _random = new(seed);

    public MessageContent Next() => Message(0);

    private MessageContent Message(int level) => new()
    {
        Properties = Bag(1 + _random.Next(12)),
        Recipients = [.. Many(4).Select(_ => Bag(_random.Next(5)))],
        Attachments = [.. Many(level < DeepestLevel ? 3 : 0).Select(_ => new AttachmentContent { Properties = Bag(_random.Next(5)), Embedded = _random.Next(3) == 0 ? Message(level + 1) : null })],
    };

    private PropertyBag Bag(int count)
        => new(Enumerable.Range(0, count).Select(_ => Types[_random.Next(Types.Length)]).Select(type => new MapiProperty(Key(), type, Value(type))));

    private PropertyKey Key() => _random.Next(4) switch
    {
        0 => new PropertyKey(new NamedProperty(Set(), (uint)_random.Next(0x9000))),
        1 => new PropertyKey(new NamedProperty(Set(), $"Name{_random.Next(50)}")),
        _ => new PropertyKey((ushort)_random.Next(1, 0x4000)),
    };

    private Guid Set() => _random.Next(2) == 0 ? PropertySets.Common : new Guid(_random.Next(3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

    private object Value(PropertyType type) => type switch
    {
        PropertyType.Int16 => (short)_random.Next(short.MinValue, short.MaxValue),
        PropertyType.Int32 or PropertyType.ErrorCode => _random.Next(int.MinValue, int.MaxValue),
        PropertyType.Float32 => (float)_random.NextDouble(),
        PropertyType.Float64 or PropertyType.FloatingTime => _random.NextDouble() * 1e9,
        PropertyType.Currency or PropertyType.Int64 => _random.NextInt64(long.MinValue, long.MaxValue),
        PropertyType.Boolean => _random.Next(2) == 0,
        PropertyType.Time => new FileTime(_random.Next(10) == 0 ? long.MaxValue : _random.NextInt64(0, 200_000_000_000_000_000)),
        PropertyType.Guid => Set(),
        PropertyType.Text => Text(),
        PropertyType.Binary or PropertyType.Object or PropertyType.ServerId => new MemoryContent(Bytes(Length())),
        PropertyType.Int16List => List<short>(PropertyType.Int16),
        PropertyType.Int32List => List<int>(PropertyType.Int32),
        PropertyType.Float32List => List<float>(PropertyType.Float32),
        PropertyType.Float64List or PropertyType.FloatingTimeList => List<double>(PropertyType.Float64),
        PropertyType.CurrencyList or PropertyType.Int64List => List<long>(PropertyType.Int64),
        PropertyType.TextList => List<string>(PropertyType.Text),
        PropertyType.TimeList => List<FileTime>(PropertyType.Time),
        PropertyType.GuidList => List<Guid>(PropertyType.Guid),
        _ => List<Content>(PropertyType.Binary),
    };

    private T[] List<T>(PropertyType element) => [.. Many(4).Select(_ => (T)Value(element))];

    private IEnumerable<int> Many(int most) => Enumerable.Range(0, _random.Next(most));

    private int Length() => _random.Next(40) switch
    {
        0 => BufferLength + _random.Next(-8, 9),
        1 => (2 * BufferLength) + _random.Next(-8, 9),
        2 => 0,
        _ => _random.Next(60),
    };

    private string Text()
    {
        int length = _random.Next(60) == 0 ? (BufferLength / 2) + _random.Next(-8, 9) : _random.Next(20);
        return string.Create(length, _random, static (characters, random) =>
        {
            foreach (ref char character in characters)
            {
                character = random.Next(8) == 0 ? (char)random.Next(1, 0xFFFF) : (char)random.Next('a', 'z');
            }
        });
    }

    private byte[] Bytes(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }
}
