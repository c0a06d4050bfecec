using System;
using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Graph.Export;

/// <summary>
/// Takes the base64 of one item after the other, decodes and hashes it. An item of up to <see cref="Capacity"/> bytes stays in
/// the buffer, so that it costs one hash and one write; a larger one is passed on in slices.
/// </summary>
internal sealed class ContentReceiver(IItemSink sink) : IDisposable
{
    /// <summary>Bytes of an item that are held in memory at most.</summary>
    public const int Capacity = 96 * 1024;

    /// <summary>Characters that stand for three bytes, the least that can be decoded.</summary>
    public const int CharactersOfGroup = 4;

    private const int BytesOfGroup = 3;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    private int _filled;
    private long _flushed;
    private ILargeItem? _large;
    private bool _ended;

    /// <summary>Whether nothing more can be decoded before <see cref="FlushAsync"/>.</summary>
    public bool IsFull => Capacity - _filled < BytesOfGroup;

    /// <summary>Decodes whole groups of four characters, until there are no more of them or there is no room; the rest the caller keeps for the next call.</summary>
    /// <returns>Characters used.</returns>
    public int Decode(byte[] text, int offset, int count)
    {
        int groups = Math.Min(count / CharactersOfGroup, (Capacity - _filled) / BytesOfGroup);
        if (groups == 0)
        {
            return 0;
        }

        if (_ended)
        {
            throw Errors.AnswerInvalid("base64 goes on behind its padding.");
        }

        return DecodeGroups(text, offset, groups * CharactersOfGroup);
    }

    /// <summary>Passes on what was decoded, which makes it a large item.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        _large ??= await sink.OpenLargeAsync(cancellationToken).ConfigureAwait(false);
        _hash.AppendData(_buffer, 0, _filled);
        await _large.WriteAsync(_buffer, _filled, cancellationToken).ConfigureAwait(false);
        _flushed += _filled;
        _filled = 0;
    }

    /// <summary>Ends an item and makes its entry.</summary>
    public async Task<ExportEntry> CompleteAsync(string? itemId, string? changeKey, CancellationToken cancellationToken)
    {
        if (_large is not null)
        {
            await FlushAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            _hash.AppendData(_buffer, 0, _filled);
        }

        ExportEntry entry = new()
        {
            ItemId = itemId,
            ChangeKey = changeKey,
            HasContent = true,
            Length = _flushed + (_large is null ? _filled : 0),
            Sha256 = _hash.GetHashAndReset(),
            Small = _large is null ? new ArraySegment<byte>(_buffer, 0, _filled) : default,
            Large = _large,
        };
        _large = null;
        Reset();
        return entry;
    }

    public void Dispose()
    {
        _large?.Dispose();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private int DecodeGroups(byte[] text, int offset, int count)
    {
        ReadOnlySpan<byte> source = text.AsSpan(offset, count);
        OperationStatus status = Base64.DecodeFromUtf8(source, _buffer.AsSpan(_filled, Capacity - _filled), out int consumed, out int written, isFinalBlock: true);
        int padding = source[count - 1] != '=' ? 0 : source[count - 2] != '=' ? 1 : 2;

        // The decoder passes over blanks, and does so or not depending on where they fall into a group: none belong here.
        if (status != OperationStatus.Done || consumed != count || written != (count / CharactersOfGroup * BytesOfGroup) - padding)
        {
            throw Errors.AnswerInvalid("the content of an item is not base64.");
        }

        _filled += written;
        _ended = padding > 0;
        return count;
    }

    private void Reset()
    {
        _filled = 0;
        _flushed = 0;
        _ended = false;
    }
}
