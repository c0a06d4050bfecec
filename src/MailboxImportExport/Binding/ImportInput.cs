using System;
using System.IO;
using System.Management.Automation;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Import;

namespace MailboxImportExport.Binding;

/// <summary>Finds out what an object that was piped into an import is: an exported item, a file, or neither.</summary>
internal static class ImportInput
{
    /// <param name="value">The object.</param>
    /// <param name="resolve">Turns a path that was typed into a full one; the current place is that of the session, not of the process.</param>
    public static ImportSource? Read(PSObject value, Func<string, string> resolve) => value.BaseObject switch
    {
        ExportedMailboxItem item => new ImportSource { Item = item },
        FailedMailboxItem { Exported: ExportedMailboxItem item } failed => new ImportSource { Item = item, Tree = failed.Place as SourceFolder },
        FileSystemInfo file => new ImportSource { Path = file.FullName },
        string path => FromPath(resolve(path)),
        _ => FromPath(PropertyReader.GetText(value, "FullName") ?? PropertyReader.GetText(value, "File")),
    };

    // An exported item that went through a file or a job still names the file that it is in.
    private static ImportSource? FromPath(string? path) => path is not null && (File.Exists(path) || Directory.Exists(path)) ? new ImportSource { Path = path } : null;
}
