using System;
using System.Globalization;

namespace MailboxImportExport.Sandbox.Mapi;

/// <summary>
/// A point in time as the store keeps it: 100-nanosecond steps since 1601, UTC. Kept as the number, because streams
/// hold values that no <see cref="DateTimeOffset"/> can (all bits set means "never").
/// </summary>
internal readonly record struct FileTime(long Ticks)
{
    private static readonly long Epoch = new DateTime(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    public static FileTime From(DateTimeOffset time) => new(time.UtcTicks - Epoch);

    /// <summary>The time, or null when it lies outside what .NET can express.</summary>
    public DateTimeOffset? ToDateTimeOffset()
        => Ticks < 0 || Ticks > DateTime.MaxValue.Ticks - Epoch ? null : new DateTimeOffset(Ticks + Epoch, TimeSpan.Zero);

    public override string ToString()
        => ToDateTimeOffset()?.ToString("O", CultureInfo.InvariantCulture) ?? Ticks.ToString("X16", CultureInfo.InvariantCulture);
}
