using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Model;

/// <summary>A type that a command takes from the pipeline or gives to it.</summary>
internal sealed record TypeHelp(string Name, DocText Description);
