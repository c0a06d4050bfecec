using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>A value that a parameter accepts.</summary>
internal sealed record ValueHelp(string Name, DocText Description);
