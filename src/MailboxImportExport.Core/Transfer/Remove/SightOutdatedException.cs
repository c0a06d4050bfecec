using System;

namespace MailboxImportExport.Transfer.Remove;

/// <summary>An item is not removed yet: what was seen of it is too long ago.</summary>
internal sealed class SightOutdatedException : Exception;
