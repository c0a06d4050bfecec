namespace MailboxImportExport.Tests.Graph.Export;

/// <summary>An entry as a service could mean it: content, an error, or neither.</summary>
internal sealed record AnswerEntry(string? ItemId, string? ChangeKey, byte[]? Content, string? ErrorCode = null, string? ErrorMessage = null)
{
    public static AnswerEntry Of(string itemId, byte[] content) => new(itemId, "CQAAABYA+/=", content);
}
