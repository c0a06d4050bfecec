using System;
using System.Buffers.Binary;

namespace MailboxImportExport.FastTransfer;

/// <summary>
/// Finds what makes an item the same item while its content passes by in pieces of any length. It looks at the heads of properties
/// only, and at nothing more once all is found. What it cannot follow it gives up on: knowing nothing is better than knowing wrong.
/// </summary>
internal sealed class IdentityScanner
{
    private readonly byte[] _head = new byte[FrameOperation.HeaderLength];
    private readonly IdentityElements _elements = new();
    private int _headFilled;
    private uint _frameLeft;
    private bool _isBuffer;
    private bool _hasBuffers;

    /// <summary>Whether nothing that follows is of interest.</summary>
    public bool IsDone => _elements.IsDone;

    /// <summary>Takes the next bytes of the content.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !_elements.IsDone)
        {
            if (_frameLeft > 0)
            {
                int part = (int)Math.Min(_frameLeft, bytes.Length);
                if (_isBuffer)
                {
                    _elements.Feed(bytes.Slice(0, part));
                }

                _frameLeft -= (uint)part;
                bytes = bytes.Slice(part);
                continue;
            }

            int taken = Math.Min(_head.Length - _headFilled, bytes.Length);
            bytes.Slice(0, taken).CopyTo(_head.AsSpan(_headFilled));
            bytes = bytes.Slice(taken);
            _headFilled += taken;
            if (_headFilled == _head.Length)
            {
                BeginFrame();
            }
        }
    }

    /// <summary>What was found when the content has ended; null when it cannot be said.</summary>
    public IdentityFields? Complete()
    {
        bool hasEnded = _hasBuffers && _frameLeft == 0 && _headFilled == 0;
        return _elements.Complete(hasEnded);
    }

    private void BeginFrame()
    {
        _headFilled = 0;
        _isBuffer = BinaryPrimitives.ReadUInt32LittleEndian(_head) == FrameOperation.TransferBuffer;
        _frameLeft = BinaryPrimitives.ReadUInt32LittleEndian(_head.AsSpan(sizeof(uint)));
        _hasBuffers |= _isBuffer;
    }
}
