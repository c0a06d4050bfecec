namespace MailboxImportExport.Graph.Json;

/// <summary>Stands in an entry of a change round for something that is no longer there.</summary>
internal sealed record RemovedJson
{
    public string? Reason { get; init; }
}
