namespace MailboxImportExport.Transfer.Export;

/// <summary>An item on its way through the calls, with what happened to it so far.</summary>
internal sealed class ExportAttempt(ExportRequest request)
{
    public ExportRequest Request { get; } = request;

    /// <summary>How often an answer came that did not mention the item.</summary>
    public int Omitted { get; set; }

    /// <summary>How often the service reported a fault of its own for the item.</summary>
    public int Faults { get; set; }

    /// <summary>How often the service said that it is too busy for the item.</summary>
    public int Busy { get; set; }

    /// <summary>How often the service said that the item is not there.</summary>
    public int NotFound { get; set; }

    /// <summary>How often a call that asked for it had to be given up for lack of room.</summary>
    public int Pressures { get; set; }

    /// <summary>Whether it was in a call that failed as a whole and was cut: what spoils it is looked for, and nothing must join it.</summary>
    public bool IsPart { get; set; }

    /// <summary>Whether nothing has happened to it that wants a call of few or of one.</summary>
    public bool IsUntroubled => !IsPart && Omitted + Faults + Busy + NotFound + Pressures == 0;

    /// <summary>The mailbox that has to be asked, when the service named another than that of the item.</summary>
    public string? ServedBy { get; set; }

    /// <summary>How often the service sent the item to another mailbox.</summary>
    public int Moves { get; set; }
}
