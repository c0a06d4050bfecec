using System;
using System.Buffers;
using System.Buffers.Text;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Rivals;

/// <summary>Turns the answer to an export into files. It knows the one form that the sandbox writes, and trusts it.</summary>
internal sealed class LimitAnswer(Stream body, ItemFiles files) : IDisposable
{
    private const int InputLength = 64 * 1024;
    private const int OutputLength = 96 * 1024;
    private const int Group = 4;
    private readonly byte[] _input = ArrayPool<byte>.Shared.Rent(InputLength);
    private readonly byte[] _output = ArrayPool<byte>.Shared.Rent(OutputLength);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _sha256 = new byte[SHA256.HashSizeInBytes];
    private int _start;
    private int _end;
    private int _filled;
    private FileStream? _file;

    private ReadOnlySpan<byte> Unread => _input.AsSpan(_start, _end - _start);

    /// <summary>Writes the items; gives their number.</summary>
    public async Task<int> ReceiveAsync()
    {
        int count = 0;
        while (await FindAsync().ConfigureAwait(false) is string itemId)
        {
            string path = files.PathOf(itemId);
            while (!Decode(path))
            {
                await FillAsync().ConfigureAwait(false);
            }

            count++;
        }

        return count;
    }

    public void Dispose()
    {
        _file?.Dispose();
        _hash.Dispose();
        ArrayPool<byte>.Shared.Return(_input);
        ArrayPool<byte>.Shared.Return(_output);
        body.Dispose();
    }

    // The id of the next item; null at the end. What is behind it is its content.
    private async Task<string?> FindAsync()
    {
        while (true)
        {
            int data = Unread.IndexOf("\"data\":\""u8);
            if (data >= 0)
            {
                return Take(data);
            }

            if (!await FillAsync().ConfigureAwait(false))
            {
                return null;
            }
        }
    }

    private string Take(int data)
    {
        ReadOnlySpan<byte> name = "\"itemId\":\""u8;
        ReadOnlySpan<byte> head = Unread[..data];
        ReadOnlySpan<byte> id = head[(head.IndexOf(name) + name.Length)..];
        _start += data + "\"data\":\"".Length;
        return Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')]);
    }

    private async Task<bool> FillAsync()
    {
        Unread.CopyTo(_input);
        _end -= _start;
        _start = 0;
        int read = await body.ReadAsync(_input.AsMemory(_end, InputLength - _end)).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    // Whether the content has ended.
    private bool Decode(string path)
    {
        ReadOnlySpan<byte> text = Unread;
        int quote = text.IndexOf((byte)'"');
        text = quote >= 0 ? text[..quote] : text[..(text.Length / Group * Group)];
        while (!text.IsEmpty)
        {
            int room = (OutputLength - _filled) / 3 * Group;
            ReadOnlySpan<byte> part = text[..Math.Min(room, text.Length)];
            Base64.DecodeFromUtf8(part, _output.AsSpan(_filled), out int consumed, out int written);
            text = text[consumed..];
            _start += consumed;
            _filled += written;
            if (OutputLength - _filled < Group)
            {
                Flush(path);
            }
        }

        if (quote < 0)
        {
            return false;
        }

        _start++;
        Flush(path);
        _hash.TryGetHashAndReset(_sha256, out _);
        _file!.Dispose();
        _file = null;
        return true;
    }

    private void Flush(string path)
    {
        _file ??= new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        _hash.AppendData(_output, 0, _filled);
        _file.Write(_output, 0, _filled);
        _filled = 0;
    }
}
