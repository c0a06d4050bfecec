using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>
/// Writes the answer to an export piece by piece: an item of 150 MB makes 200 MB of base64, which never exist at one time.
/// </summary>
internal sealed class ExportWriter(PipeWriter output, long? truncateAfter)
{
    private const int Group = 3;
    private const int Piece = 64 * 1024;
    private readonly byte[] _carried = new byte[Group];
    private int _carriedLength;
    private long _written;
    private bool _hasEntries;

    /// <summary>Whether the body has reached the length at which it is made to end; nothing is written any more.</summary>
    public bool IsTruncated => _written >= truncateAfter;

    public void Begin(string context) => Write($"{{\"@odata.context\":{Quote(context)},\"value\":[");

    public async Task EndAsync(CancellationToken cancellationToken)
    {
        Write("]}");
        await output.FlushAsync(cancellationToken);
    }

    public void WriteError(string itemId, string member, string code, string message)
    {
        Separate();
        Write($"{{\"itemId\":{Quote(itemId)},{Quote(member)}:{{\"code\":{Quote(code)},\"message\":{Quote(message)}}}}}");
    }

    /// <summary>Writes an item; returns the hash and the length of its stream, or null when the body has ended before it did.</summary>
    public async Task<(string Sha256, long Length)?> WriteItemAsync(
        string itemId,
        string changeKey,
        IEnumerable<ReadOnlyMemory<byte>> stream,
        CancellationToken cancellationToken)
    {
        Begin(itemId, changeKey);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        foreach (ReadOnlyMemory<byte> piece in stream)
        {
            hash.AppendData(piece.Span);
            length += piece.Length;
            Encode(piece.Span);
            await output.FlushAsync(cancellationToken);
            if (IsTruncated)
            {
                return null;
            }
        }

        EncodeRest();
        Write("\"}");
        await output.FlushAsync(cancellationToken);
        return (Convert.ToHexString(hash.GetHashAndReset()), length);
    }

    /// <summary>Writes an item whose stream is there already.</summary>
    public async Task WriteItemAsync(string itemId, string changeKey, PreparedExport export, CancellationToken cancellationToken)
    {
        Begin(itemId, changeKey);
        for (ReadOnlyMemory<byte> rest = export.Base64; !rest.IsEmpty && !IsTruncated; rest = rest[Math.Min(Piece, rest.Length)..])
        {
            Write(rest.Span[..Math.Min(Piece, rest.Length)]);
            await output.FlushAsync(cancellationToken);
        }

        Write("\"}");
        await output.FlushAsync(cancellationToken);
    }

    private static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, JsonAnswer.Options.Encoder)}\"";

    private void Begin(string itemId, string changeKey)
    {
        Separate();
        Write($"{{\"itemId\":{Quote(itemId)},\"changeKey\":{Quote(changeKey)},\"data\":\"");
    }

    private void Separate()
    {
        if (_hasEntries)
        {
            Write(",");
        }

        _hasEntries = true;
    }

    /// <summary>Base64 is made of groups of three bytes; what is left of one piece goes in front of the next.</summary>
    private void Encode(ReadOnlySpan<byte> bytes)
    {
        while (_carriedLength > 0 && _carriedLength < Group && !bytes.IsEmpty)
        {
            _carried[_carriedLength++] = bytes[0];
            bytes = bytes[1..];
        }

        if (_carriedLength == Group)
        {
            Append(_carried);
            _carriedLength = 0;
        }

        int whole = bytes.Length - (bytes.Length % Group);
        Append(bytes[..whole]);
        foreach (byte left in bytes[whole..])
        {
            _carried[_carriedLength++] = left;
        }
    }

    private void EncodeRest()
    {
        Append(_carried.AsSpan(0, _carriedLength));
        _carriedLength = 0;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64.EncodeToUtf8(bytes, buffer, out _, out int length);
        Write(buffer.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (truncateAfter is long limit && _written + bytes.Length > limit)
        {
            bytes = bytes[..(int)Math.Max(0, limit - _written)];
        }

        output.Write(bytes);
        _written += bytes.Length;
    }
}
