using System;

namespace MailboxImportExport.Transport;

/// <summary>Numbers that a user wants the application to keep within; null where the usual one is right.</summary>
internal sealed record WantedLimits
{
    /// <summary>Calls at once to a mailbox, at most.</summary>
    public int? MostLanes { get; init; }

    /// <summary>Calls at once over all mailboxes, at most.</summary>
    public int? MostCeiling { get; init; }

    /// <summary>Requests to a mailbox in a stretch of time.</summary>
    public long? Requests { get; init; }

    /// <summary>Bytes sent to a mailbox in a stretch of time.</summary>
    public long? UploadBytes { get; init; }

    /// <summary>What two users want together: of each number the smaller one.</summary>
    public WantedLimits And(WantedLimits other) => new()
    {
        MostLanes = Least(MostLanes, other.MostLanes),
        MostCeiling = Least(MostCeiling, other.MostCeiling),
        Requests = Least(Requests, other.Requests),
        UploadBytes = Least(UploadBytes, other.UploadBytes),
    };

    /// <summary>The limits that hold.</summary>
    public CallLimits Of(CallLimits usual) => usual with
    {
        MostLanes = MostLanes ?? usual.MostLanes,
        MostCeiling = MostCeiling ?? usual.MostCeiling,
        Requests = Requests ?? usual.Requests,
        UploadBytes = UploadBytes ?? usual.UploadBytes,
    };

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T>
        => one is not T first ? other : other is T second && second.CompareTo(first) < 0 ? other : one;
}
