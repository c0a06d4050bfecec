using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>
/// Reads a flat JSON object byte by byte. The JSON readers of .NET want a text value whole in memory, and the one in an import may have 200 MB.
/// </summary>
internal sealed class JsonScanner(Stream source, CancellationToken cancellationToken)
{
    private const int MaximumText = 64 * 1024;
    private const byte Quote = (byte)'"';
    private const byte Backslash = (byte)'\\';
    private static readonly SearchValues<byte> EndOfPlainText = SearchValues.Create("\"\\"u8);
    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _end;

    /// <summary>The next byte that is no white space; null at the end.</summary>
    public async ValueTask<byte?> ReadSignAsync()
    {
        while (await FillAsync())
        {
            byte next = _buffer[_position++];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return next;
            }
        }

        return null;
    }

    public async Task ExpectAsync(char sign)
    {
        if (await ReadSignAsync() != sign)
        {
            throw Malformed($"'{sign}' expected");
        }
    }

    /// <summary>A short text value or name, after its opening quote.</summary>
    public async Task<string> ReadTextAsync()
    {
        using MemoryStream raw = new();
        raw.WriteByte(Quote);
        while (true)
        {
            byte next = await NextAsync();
            raw.WriteByte(next);
            if (next == Quote)
            {
                break;
            }

            if (next == Backslash)
            {
                raw.WriteByte(await NextAsync());
            }

            if (raw.Length > MaximumText)
            {
                throw Malformed("a text is too long");
            }
        }

        try
        {
            return JsonSerializer.Deserialize<string>(raw.ToArray())!;
        }
        catch (JsonException exception)
        {
            throw Malformed(exception.Message);
        }
    }

    /// <summary>The next bytes of a text value that stand for themselves; empty at a quote or an escape. Valid until the next call.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadPlainAsync()
    {
        if (!await FillAsync())
        {
            throw Malformed("the body ends inside a text");
        }

        int length = _buffer.AsSpan(_position, _end - _position).IndexOfAny(EndOfPlainText);
        length = length < 0 ? _end - _position : length;
        ReadOnlyMemory<byte> plain = _buffer.AsMemory(_position, length);
        _position += length;
        return plain;
    }

    public async ValueTask<byte> NextAsync() => await FillAsync() ? _buffer[_position++] : throw Malformed("the body ends inside a text");

    /// <summary>The ASCII character that an escape stands for, after its backslash.</summary>
    public async ValueTask<byte> ReadEscapeAsync()
    {
        byte kind = await NextAsync();
        if (kind != (byte)'u')
        {
            return kind == (byte)'/' ? kind : throw Malformed("an escape does not belong into base64");
        }

        byte[] digits = new byte[4];
        for (int index = 0; index < digits.Length; index++)
        {
            digits[index] = await NextAsync();
        }

        string number = Encoding.ASCII.GetString(digits);
        return ushort.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort character) && character < 0x80
            ? (byte)character
            : throw Malformed("an escape does not belong into base64");
    }

    public static ImportError Malformed(string reason) => new(400, $"The request body is not valid: {reason}.");

    private async ValueTask<bool> FillAsync()
    {
        if (_position == _end)
        {
            _position = 0;
            _end = await source.ReadAsync(_buffer, cancellationToken);
        }

        return _end > 0;
    }
}
