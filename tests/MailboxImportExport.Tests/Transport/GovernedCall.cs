using System;
using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport.Tests.Transport;

/// <summary>What happens to one call of a caller, decided beforehand.</summary>
internal sealed record GovernedCall
{
    /// <summary>Bytes of the body.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many of them are sent.</summary>
    public required long Sent { get; init; }

    /// <summary>How long the call takes.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long the caller waits to be let in, at most; null for as long as it takes.</summary>
    public TimeSpan? Patience { get; init; }

    /// <summary>What the service refuses it with, or null.</summary>
    public ServiceFault? Fault { get; init; }

    /// <summary>The calls of one caller.</summary>
    public static IReadOnlyList<GovernedCall> Make(Chance chance, int count)
    {
        List<GovernedCall> calls = [];
        for (int i = 0; i < count; i++)
        {
            long bytes = chance.OneIn(4) ? 1 + chance.Next(6000) : 0;
            calls.Add(new GovernedCall
            {
                Bytes = bytes,
                Sent = bytes > 0 && chance.OneIn(4) ? chance.Next((int)bytes) : bytes,
                Duration = TimeSpan.FromMilliseconds(50 + chance.Next(2000)),
                Patience = chance.OneIn(8) ? TimeSpan.FromMilliseconds(1 + chance.Next(9000)) : null,
                Fault = chance.OneIn(10) ? new ServiceFault { StatusCode = chance.OneIn(2) ? 503 : 429, RetryAfter = RetryAfter(chance) } : null,
            });
        }

        return calls;
    }

    // Named or not, and of any length.
    private static TimeSpan? RetryAfter(Chance chance) => chance.Next(12) switch
    {
        < 5 => TimeSpan.FromSeconds(1 + chance.Next(20)),
        < 8 => null,
        8 => TimeSpan.Zero,
        9 => TimeSpan.FromMinutes(1 + chance.Next(90)),
        10 => TimeSpan.FromHours(2 + chance.Next(40)),
        _ => TimeSpan.FromDays(365 * (1 + chance.Next(50))),
    };
}
