using System;
using System.Threading.Tasks;

namespace MailboxImportExport.Transfer.Import;

/// <summary>What an item has to wait for before it can be its turn again.</summary>
/// <param name="Other">Ends when something else has ended, or null.</param>
/// <param name="Delay">How long, when there is nothing else.</param>
internal sealed record ImportWait(Task? Other, TimeSpan Delay)
{
    /// <summary>For another import of the same item.</summary>
    public static ImportWait For(Task other) => new(other, TimeSpan.Zero);

    /// <summary>For a time, because what was sent may still come to show.</summary>
    public static ImportWait For(TimeSpan delay) => new(null, delay);
}
