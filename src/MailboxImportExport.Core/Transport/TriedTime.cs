using System;

namespace MailboxImportExport.Transport;

/// <summary>How long a call has really been tried, over all its attempts: what it waits for until it is let in is none of its own doing, and neither are the pauses between. For one thread at a time.</summary>
internal sealed class TriedTime(TimeProvider time)
{
    public TimeSpan Total { get; private set; }

    /// <summary>An attempt was let in; disposing the result ends it.</summary>
    public Span Begin() => new(this, time.GetTimestamp());

    /// <summary>The time of an attempt.</summary>
    internal readonly struct Span(TriedTime all, long began) : IDisposable
    {
        public void Dispose() => all.Add(began);
    }

    private void Add(long began) => Total += time.GetElapsedTime(began);
}
