using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;

namespace MailboxImportExport.Tests.Transport;

/// <summary>Calls as tests make them.</summary>
internal static class GovernorCalls
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    public static CallLimits Small { get; } = new()
    {
        FirstLanes = 4,
        Requests = 10,
        RequestWindow = TimeSpan.FromMinutes(10),
        UploadBytes = 1000,
        UploadWindow = TimeSpan.FromMinutes(5),
    };

    /// <summary>What the service says when it is asked too much.</summary>
    public static ServiceFault Throttled(int? seconds, string? message = null)
        => new() { StatusCode = 429, Message = message, RetryAfter = seconds is int s ? TimeSpan.FromSeconds(s) : null };

    /// <summary>Asks for places, all at once.</summary>
    public static List<Task<CallPlace>> Enter(this CallGovernor governor, string mailbox, int count)
        => [.. Enumerable.Range(0, count).Select(_ => governor.EnterAsync(mailbox, 0, CancellationToken.None))];

    /// <summary>Makes a call that is refused.</summary>
    public static async Task RefuseAsync(this CallGovernor governor, string mailbox, int? seconds, string? message = null)
    {
        using CallPlace place = await governor.EnterAsync(mailbox, 0, CancellationToken.None).WaitAsync(Guard);
        place.Refuse(Throttled(seconds, message));
    }
}
