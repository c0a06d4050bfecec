namespace MailboxImportExport.Sandbox.OData;

/// <summary>One option of a query string, decoded.</summary>
internal readonly record struct QueryOption(string Name, string Value);
