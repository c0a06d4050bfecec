using System;
using System.Buffers;
using System.Buffers.Text;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Import;

/// <summary>Decodes a base64 text value while it comes in. The alphabet is the standard one; blanks and lines are refused.</summary>
internal sealed class Base64Text(JsonScanner scanner)
{
    private const int Group = 4;
    private const byte Padding = (byte)'=';
    private static readonly SearchValues<byte> WhiteSpace = SearchValues.Create(" \t\r\n"u8);
    private readonly byte[] _encoded = new byte[48 * 1024];
    private readonly byte[] _decoded = new byte[36 * 1024];
    private int _length;
    private bool _ended;

    /// <summary>Reads up to the closing quote.</summary>
    public async Task CopyToAsync(SpooledBytes target, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadOnlyMemory<byte> plain = await scanner.ReadPlainAsync();
            if (plain.IsEmpty)
            {
                byte end = await scanner.NextAsync();
                if (end == (byte)'"')
                {
                    break;
                }

                plain = new[] { await scanner.ReadEscapeAsync() };
            }

            while (!plain.IsEmpty)
            {
                int taken = Math.Min(plain.Length, _encoded.Length - _length);
                plain[..taken].CopyTo(_encoded.AsMemory(_length));
                _length += taken;
                plain = plain[taken..];
                if (_length == _encoded.Length)
                {
                    await DecodeAsync(target, cancellationToken);
                }
            }
        }

        await DecodeAsync(target, cancellationToken);
    }

    private async Task DecodeAsync(SpooledBytes target, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> block = _encoded.AsMemory(0, _length);
        if (block.Length % Group != 0 || (_ended && block.Length > 0) || block.Span.ContainsAny(WhiteSpace))
        {
            throw NotBase64();
        }

        // Padding ends the text: nothing may follow.
        _ended = block.Length > 0 && block.Span[^1] == Padding;
        if (Base64.DecodeFromUtf8(block.Span, _decoded, out _, out int written) != OperationStatus.Done)
        {
            throw NotBase64();
        }

        _length = 0;
        await target.AppendAsync(_decoded.AsMemory(0, written), cancellationToken);
    }

    private static ImportError NotBase64() => JsonScanner.Malformed("Data is not base64");
}
