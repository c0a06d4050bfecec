using System;

namespace MailboxImportExport.Transport;

/// <summary>What one connection wants its application to keep within; holds until it is given up, or nobody knows it any more.</summary>
internal sealed class LimitClaim(WantedLimits wanted, Action<LimitClaim> giveUp) : IDisposable
{
    public WantedLimits Wanted { get; } = wanted;

    public void Dispose() => giveUp(this);
}
