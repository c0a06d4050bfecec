namespace MailboxImportExport.Transfer.Export;

/// <summary>Codes of the Exchange vocabulary that speak of the moment, not of the item for which they stand in an answer.</summary>
internal static class PassingFault
{
    /// <summary>Whether another attempt may bring the item.</summary>
    public static bool IsOne(string? code) => IsOfService(code) || code is "ErrorInternalServerError" or "NoContent";

    /// <summary>Whether it is the server that has too much to do: then the next call has to wait as well. The others may come of the item itself, for which no other must wait.</summary>
    public static bool IsOfService(string? code)
        => code is "ErrorServerBusy" or "ErrorInternalServerTransientError" or "ErrorMailboxStoreUnavailable" or "ErrorTimeoutExpired";
}
