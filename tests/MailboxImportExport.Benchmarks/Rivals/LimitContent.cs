using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>An item on its way, slice by slice.</summary>
internal sealed class LimitContent : HttpContent
{
    private const int Slice = 96 * 1024;
    private static readonly byte[] Suffix = "\"}"u8.ToArray();
    private readonly byte[] _prefix;
    private readonly Stream _source;

    public LimitContent(string folderId, Stream source)
    {
        _prefix = Encoding.UTF8.GetBytes("{\"FolderId\":\"" + folderId + "\",\"Mode\":\"create\",\"Data\":\"");
        _source = source;
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        byte[] raw = ArrayPool<byte>.Shared.Rent(Slice);
        byte[] text = ArrayPool<byte>.Shared.Rent(Slice / 3 * 4);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await stream.WriteAsync(_prefix).ConfigureAwait(false);
        int count;
        while ((count = _source.ReadAtLeast(raw.AsSpan(0, Slice), Slice, throwOnEndOfStream: false)) > 0)
        {
            hash.AppendData(raw, 0, count);
            Base64.EncodeToUtf8(raw.AsSpan(0, count), text, out _, out int written);
            await stream.WriteAsync(text.AsMemory(0, written)).ConfigureAwait(false);
        }

        hash.GetHashAndReset();
        await stream.WriteAsync(Suffix).ConfigureAwait(false);
        ArrayPool<byte>.Shared.Return(raw);
        ArrayPool<byte>.Shared.Return(text);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _prefix.Length + Base64.GetMaxEncodedToUtf8Length((int)_source.Length) + Suffix.Length;
        return true;
    }
}
