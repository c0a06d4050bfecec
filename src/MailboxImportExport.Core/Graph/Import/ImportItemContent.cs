using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Graph.Import;

/// <summary>
/// The body of an import: the JSON around one item whose content is read, hashed, encoded and sent slice by slice. Its length
/// is known beforehand. The closing quote is held back until the hash agrees, so that the service never gets a whole request
/// around damaged content.
/// </summary>
/// <remarks>Body: Microsoft Graph documentation, "Import an Exchange mailbox item".</remarks>
internal sealed class ImportItemContent : HttpContent, IUploadContent
{
    // A multiple of three, so that only the last slice has padding.
    private const int Slice = 96 * 1024;

    // Below this the round trip that Expect costs is dearer than a body sent in vain.
    private const long ExpectAbove = 1024 * 1024;

    private static readonly byte[] Suffix = Encoding.ASCII.GetBytes("\"}");

    private readonly IItemContent _item;
    private readonly byte[] _prefix;
    private readonly CancellationToken _cancellationToken;

    public ImportItemContent(ImportPlace place, IItemContent item, CancellationToken cancellationToken)
    {
        _item = item;
        _cancellationToken = cancellationToken;
        _prefix = Encoding.UTF8.GetBytes(Prefix(place));
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    /// <summary>Whether the service should be asked before the body is sent.</summary>
    public bool ExpectContinue => BodyLength > ExpectAbove;

    /// <summary>Whether all of the body was handed to the line; before that the service has no request that it could carry out.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Bytes that were handed to the line.</summary>
    public long BytesSent { get; private set; }

    /// <inheritdoc/>
    public Action? Progressed { get; set; }

    /// <summary>Bytes on the wire.</summary>
    public long BodyLength => _prefix.Length + ((_item.Length + 2) / 3 * 4) + Suffix.Length;

    // The id and version of an item are for an update only; with a new item the service refuses them.
    private static string Prefix(ImportPlace place) => place.ItemId is null
        ? $"{{\"FolderId\":\"{JsonEncodedText.Encode(place.FolderId)}\",\"Mode\":\"create\",\"Data\":\""
        : $"{{\"FolderId\":\"{JsonEncodedText.Encode(place.FolderId)}\",\"Mode\":\"update\",\"ItemId\":\"{JsonEncodedText.Encode(place.ItemId)}\",\"ChangeKey\":\"{JsonEncodedText.Encode(place.ChangeKey ?? string.Empty)}\",\"Data\":\"";

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] raw = ArrayPool<byte>.Shared.Rent(Slice);
        byte[] text = ArrayPool<byte>.Shared.Rent(Slice / 3 * 4);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        try
        {
            using Stream source = await _item.OpenAsync(_cancellationToken).ConfigureAwait(false);
            BytesSent = _prefix.Length;
            await stream.WriteAsync(_prefix, 0, _prefix.Length, _cancellationToken).ConfigureAwait(false);
            await SendAsync(source, stream, raw, text, hash).ConfigureAwait(false);
            IsWhole = true;
            BytesSent += Suffix.Length;
            await stream.WriteAsync(Suffix, 0, Suffix.Length, _cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = BodyLength;
        return true;
    }

    private async Task SendAsync(Stream source, Stream target, byte[] raw, byte[] text, IncrementalHash hash)
    {
        long left = _item.Length;
        if (left == 0)
        {
            CheckEnd(source, hash);
        }

        while (left > 0)
        {
            int wanted = (int)Math.Min(Slice, left);
            int count = Read(source, raw, wanted);
            if (count < wanted)
            {
                throw Errors.ItemCorrupt(_item.Name, "it is shorter than recorded");
            }

            hash.AppendData(raw, 0, count);
            left -= count;
            if (left == 0)
            {
                CheckEnd(source, hash);
            }

            Base64.EncodeToUtf8(raw.AsSpan(0, count), text, out _, out int written);
            BytesSent += written;
            await target.WriteAsync(text, 0, written, _cancellationToken).ConfigureAwait(false);
            Progressed?.Invoke();
        }
    }

    // Synchronous on purpose: it comes from the page cache or from memory, and a file that was not opened for asynchronous reading goes
    // through the thread pool for each read.
    private int Read(Stream source, byte[] buffer, int wanted)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        int count = 0;
        int read;
        try
        {
            while (count < wanted && (read = source.Read(buffer, count, wanted - count)) > 0)
            {
                count += read;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not to be mistaken for a line that broke: the service has not got a whole request.
            throw Errors.ContentNotReadable(_item.Name, e);
        }

        return count;
    }

    // Before the last slice is sent: the service then has neither all of the content nor the end of the request.
    private void CheckEnd(Stream source, IncrementalHash hash)
    {
        byte[] one = new byte[1];
        if (Read(source, one, one.Length) != 0)
        {
            throw Errors.ItemCorrupt(_item.Name, "it is longer than recorded");
        }

        if (_item.Sha256 is byte[] expected && !expected.AsSpan().SequenceEqual(hash.GetHashAndReset()))
        {
            throw Errors.ItemCorrupt(_item.Name, "its SHA-256 is not the one that was recorded");
        }
    }
}
