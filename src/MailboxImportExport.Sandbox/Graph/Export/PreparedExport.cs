using System;

namespace MailboxImportExport.Sandbox.Graph.Export;

/// <summary>The stream of an item as it stands in an answer, with the hash and the length of the stream itself.</summary>
internal sealed record PreparedExport(ReadOnlyMemory<byte> Base64, string Sha256, long Length);
