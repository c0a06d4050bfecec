using System.Collections.Generic;
using MailboxImportExport.Model;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException PropertyNotRecognized(string text, IReadOnlyCollection<string> similar) => new(
        FailureKind.ArgumentInvalid,
        $"'{text}' names no property.{(similar.Count == 0 ? string.Empty : $" There is: {string.Join(", ", similar)}.")}",
        "Write a canonical name (PidTagSubject), a tag (0x0037, 0x0037001F), or a set with a number or name ({guid} 0x8501, {guid} Name Keywords).",
        text);
}
