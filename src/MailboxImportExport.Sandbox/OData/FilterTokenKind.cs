namespace MailboxImportExport.Sandbox.OData;

/// <summary>What a token of a filter is.</summary>
internal enum FilterTokenKind
{
    End,
    Word,
    Text,
    Number,
    Time,
    Guid,
    Open,
    Close,
    Comma,
    Colon,
}
