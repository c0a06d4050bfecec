using System;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Throttling;

/// <summary>Holds bytes up so that no more pass than a connection carries.</summary>
internal sealed class Pacer(TimeProvider clock, long bytesPerSecond)
{
    private const int LargestPiece = 64 * 1024;
    private const int PiecesInASecond = 20;

    // Timers are no finer than this; what is owed until then is paid with the next piece.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(15);

    private readonly long _begin = clock.GetTimestamp();
    private long _bytes;

    /// <summary>How many bytes are to go at one time, so that they flow and do not come in bursts.</summary>
    public int Piece { get; } = (int)Math.Clamp(bytesPerSecond / PiecesInASecond, 1, LargestPiece);

    /// <summary>To be called behind each piece: waits until that many bytes may have passed.</summary>
    public Task PassAsync(int bytes, CancellationToken cancellationToken)
    {
        _bytes += bytes;
        TimeSpan early = TimeSpan.FromSeconds((double)_bytes / bytesPerSecond) - clock.GetElapsedTime(_begin);
        return early < ShortestWait ? Task.CompletedTask : Task.Delay(early, clock, cancellationToken);
    }
}
