using System;
using System.Text;

namespace MailboxImportExport;

/// <summary>
/// The SHA-256 of several texts as if they were one, put together without that text: of each item that is imported, listed or
/// written down there are a few. Belongs to the thread that began it, until it is asked for its result.
/// </summary>
/// <example>
/// <code>
/// (ulong first, _) = TextDigest.Begin().Add(itemId).Line().AddUpper(mailboxId).Sha256();
/// </code>
/// </example>
internal sealed class TextDigest
{
    private const int UsualLength = 1024;

    // A subject may be of any length; what one of them needed is not kept for ever.
    private const int LongestKept = 64 * 1024;

    [ThreadStatic]
    private static TextDigest? _ofThread;

    private byte[] _text = new byte[UsualLength];
    private int _length;

    /// <summary>An empty one.</summary>
    public static TextDigest Begin()
    {
        TextDigest digest = _ofThread ??= new TextDigest();
        digest._length = 0;
        return digest;
    }

    /// <summary>Adds a text; null is none.</summary>
    public TextDigest Add(string? text)
    {
        if (text is not null)
        {
            MakeRoom(Encoding.UTF8.GetMaxByteCount(text.Length));
            _length += Encoding.UTF8.GetBytes(text, 0, text.Length, _text, _length);
        }

        return this;
    }

    /// <summary>Adds a text in upper case.</summary>
    public TextDigest AddUpper(string? text)
    {
        int start = _length;
        for (int i = 0; i < text?.Length; i++)
        {
            char c = text[i];
            if (c > '\x7F')
            {
                // Some characters have their other case only together with the next one.
                _length = start;
                return Add(text.ToUpperInvariant());
            }

            Add((byte)(c is >= 'a' and <= 'z' ? c - ('a' - 'A') : c));
        }

        return this;
    }

    /// <summary>Adds bytes as hexadecimal text, as <see cref="Hex"/> writes them.</summary>
    public TextDigest AddHex(byte[]? bytes)
    {
        foreach (byte b in bytes ?? [])
        {
            Add(Hex.Digit(b >> 4));
            Add(Hex.Digit(b & 0xF));
        }

        return this;
    }

    /// <summary>Adds a time, whole seconds of UTC.</summary>
    public TextDigest AddSecond(DateTimeOffset? time)
    {
        if (time is not DateTimeOffset known)
        {
            return this;
        }

        // The digits may stand in any order: they are compared, never read.
        for (long left = known.UtcTicks / TimeSpan.TicksPerSecond; left > 0; left /= 10)
        {
            Add((byte)('0' + (left % 10)));
        }

        return this;
    }

    /// <summary>Ends a text, so that what follows cannot be taken for a part of it.</summary>
    public TextDigest Line()
    {
        Add((byte)'\n');
        return this;
    }

    /// <summary>The first sixteen bytes of the hash.</summary>
    public (ulong First, ulong Second) Sha256()
    {
        (ulong First, ulong Second) hash = Polyfills.Sha256(_text, _length);
        if (_text.Length > LongestKept)
        {
            _text = new byte[UsualLength];
        }

        return hash;
    }

    private void Add(byte b)
    {
        MakeRoom(1);
        _text[_length++] = b;
    }

    private void MakeRoom(int bytes)
    {
        if (_length + bytes > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(2 * _text.Length, _length + bytes));
        }
    }
}
