using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Graph.Export;

/// <summary>
/// Reads the answer of exportItems as it arrives. Everything small goes through <see cref="Utf8JsonReader"/>; the value of
/// <c>data</c> is taken out of its hands and decoded in place, so that no string or array ever holds an item's base64.
/// </summary>
/// <remarks>
/// Behind a value the JSON reader goes on at an empty string put over the closing quote, so that it sees a whole document.
/// Names are compared without letter case: a documented example writes <c>Error</c>.
/// </remarks>
internal sealed class ExportAnswerReader : IDisposable
{
    private const int BufferSize = 64 * 1024;

    // Ids, codes and messages are short; a token that does not fit into the buffer is not one of them.
    private const int Spare = 4;

    private readonly Stream _body;
    private readonly IItemSink _sink;
    private readonly ContentReceiver _receiver;
    private readonly EntryBuilder _entry = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize + Spare);
    private int _start = Spare;
    private int _end = Spare;
    private bool _isEnd;
    private JsonReaderState _state;

    public ExportAnswerReader(Stream body, IItemSink sink)
    {
        _body = body;
        _sink = sink;
        _receiver = new ContentReceiver(sink);
    }

    /// <summary>Reads to the end and hands every entry to the sink.</summary>
    /// <exception cref="Model.MailboxImportExportException">The answer is cut off or not what is documented.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                switch (Advance())
                {
                    case Step.NeedMore:
                        await FillAsync(cancellationToken).ConfigureAwait(false);
                        break;
                    case Step.Data:
                        await DataAsync(cancellationToken).ConfigureAwait(false);
                        break;
                    case Step.EntryEnd:
                        await _sink.TakeAsync(_entry.Take(), cancellationToken).ConfigureAwait(false);
                        break;
                    default:
                        return;
                }
            }
        }
        catch (JsonException e)
        {
            throw Errors.AnswerInvalid("it is cut off or not JSON.", e);
        }
    }

    public void Dispose()
    {
        _entry.Dispose();
        _receiver.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private Step Advance()
    {
        Utf8JsonReader reader = new(_buffer.AsSpan(_start, _end - _start), _isEnd, _state);
        Step step = Step.NeedMore;
        try
        {
            while (step == Step.NeedMore && reader.Read())
            {
                step = _entry.Feed(ref reader);
            }
        }
        catch (InvalidOperationException e)
        {
            // Half a surrogate pair, or bytes that are no UTF-8: the reader finds out when the text is taken, not when it is read.
            throw Errors.AnswerInvalid("a name or text in it is not Unicode.", e);
        }

        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
        return step == Step.NeedMore && _isEnd ? Finish() : step;
    }

    private Step Finish() => _entry.IsWhole ? Step.End : throw Errors.AnswerInvalid("it is cut off or not JSON.");

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        MakeRoom();
        Took(await _body.ReadSliceAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false));
    }

    private void MakeRoom()
    {
        int left = _end - _start;
        Buffer.BlockCopy(_buffer, _start, _buffer, Spare, left);
        _start = Spare;
        _end = Spare + left;
        if (_end == _buffer.Length)
        {
            throw Errors.AnswerInvalid("a name or text in it is far too long.");
        }
    }

    private void Took(int read)
    {
        _end += read;
        _isEnd = read == 0;
    }

    // The name "data" and its colon have been read.
    private async Task DataAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_start < _end && _buffer[_start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                _start++;
            }

            if (_start < _end)
            {
                break;
            }

            await MoreOfValueAsync(cancellationToken).ConfigureAwait(false);
        }

        if (_buffer[_start] != '"')
        {
            // null, or something that the JSON reader will judge.
            return;
        }

        _start++;
        await ValueAsync(cancellationToken).ConfigureAwait(false);
        _entry.SetContent(await _receiver.CompleteAsync(null, null, cancellationToken).ConfigureAwait(false));

        // The JSON reader continues at an empty string in place of the value; the spare bytes in front make room for its quote.
        _start--;
        _buffer[_start] = (byte)'"';
    }

    // One method for all reads of a value, and none that is called for each: a large item takes many thousands, and whatever one of them
    // allocates the process grows by until the garbage is collected.
    private async Task ValueAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOfAny((byte)'"', (byte)'\\');
            int text = length < 0 ? _end - _start : length;
            int decoded = _receiver.Decode(_buffer, _start, text);
            _start += decoded;
            if (_receiver.IsFull && text - decoded >= ContentReceiver.CharactersOfGroup)
            {
                await _receiver.FlushAsync(cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (length >= 0 && IsSettled(length - decoded, out bool isEnd))
            {
                if (isEnd)
                {
                    return;
                }

                continue;
            }

            MakeRoom();
            Took(await _body.ReadSliceAsync(_buffer, _end, _buffer.Length - _end, cancellationToken).ConfigureAwait(false));
            ThrowIfCutOff();
        }
    }

    /// <summary>Deals with the quote or the escape that the text runs up to.</summary>
    /// <param name="rest">Characters before it, less than a group.</param>
    /// <param name="isEnd">Whether it is the end of the value.</param>
    /// <returns>False when more has to be read first.</returns>
    private bool IsSettled(int rest, out bool isEnd)
    {
        isEnd = _buffer[_start + rest] == '"';
        return isEnd && rest > 0
            ? throw Errors.AnswerInvalid("the content of an item is not base64.")
            : isEnd || TryUnescape(_start + rest);
    }

    // Puts "\/" and "\u002b" as the one character that they mean; nothing else can stand in base64.
    private bool TryUnescape(int at)
    {
        int available = _end - at;
        if (available < 2 || (_buffer[at + 1] == 'u' && available < 6))
        {
            return false;
        }

        // Of the escapes of one letter only that of the slash is meant: behind the others the letter stands for something else.
        int length = _buffer[at + 1] == 'u' ? 6 : 2;
        char character = length == 2
            ? _buffer[at + 1] == '/' ? '/' : '\0'
            : uint.TryParse(Encoding.ASCII.GetString(_buffer, at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
                ? (char)code
                : '\0';
        if (character is not ('/' or '+' or '=' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z')))
        {
            throw Errors.AnswerInvalid("the content of an item is not base64.");
        }

        // What stands before moves up, so that the text is in one piece again.
        int shift = length - 1;
        Buffer.BlockCopy(_buffer, _start, _buffer, _start + shift, at - _start);
        _start += shift;
        _buffer[at + shift] = (byte)character;
        return true;
    }

    private async Task MoreOfValueAsync(CancellationToken cancellationToken)
    {
        await FillAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfCutOff();
    }

    private void ThrowIfCutOff()
    {
        if (_isEnd)
        {
            throw Errors.AnswerInvalid("it is cut off within an item.");
        }
    }

    /// <summary>What the JSON reader came upon.</summary>
    internal enum Step
    {
        NeedMore,
        Data,
        EntryEnd,
        End,
    }
}
