namespace MailboxImportExport.Sandbox.OData;

/// <summary>One property to sort by.</summary>
internal sealed record OrderTerm(string Property, bool IsDescending);
