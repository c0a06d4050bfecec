using System;
using Microsoft.Extensions.Time.Testing;

namespace MailboxImportExport.Tests;

/// <summary>A clock that goes on by itself and shows what it was set to.</summary>
internal sealed class SetClock : FakeTimeProvider
{
    /// <summary>How far what it shows is from the time that has passed.</summary>
    public TimeSpan Shown { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shown;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
