using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Streams;

/// <summary>An item stream, read: the message in it and the build that wrote it, if the stream says so.</summary>
internal sealed record ItemStream(ServerVersion? Version, MessageContent Message, bool IsAssociated);
