using System;
using System.IO;
using System.Management.Automation;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Reading;

namespace MailboxImportExport.Binding;

/// <summary>Finds out what an object that was given to be read is: an exported item, a file, an export folder, bytes, or none of them.</summary>
internal static class ContentInput
{
    /// <param name="value">The object.</param>
    /// <param name="resolve">Turns a path that was typed into a full one; the current place is that of the session, not of the process.</param>
    public static ContentSource? Read(PSObject value, Func<string, string> resolve) => value.BaseObject switch
    {
        ExportedMailboxItem item => new ContentSource { Item = item },
        byte[] bytes => new ContentSource { Bytes = bytes },
        FileSystemInfo file => FromPath(file.FullName),
        string path => FromPath(resolve(path)),
        _ => FromPath(PropertyReader.GetText(value, "FullName") ?? PropertyReader.GetText(value, "File")),
    };

    /// <summary>A file or folder that is there.</summary>
    public static ContentSource? FromPath(string? path) => path is not null && (File.Exists(path) || Directory.Exists(path)) ? new ContentSource { Path = path } : null;
}
