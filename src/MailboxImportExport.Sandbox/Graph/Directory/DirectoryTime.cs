using System;
using System.Globalization;

namespace MailboxImportExport.Sandbox.Graph.Directory;

/// <summary>Times as the directory writes them.</summary>
internal static class DirectoryTime
{
    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
