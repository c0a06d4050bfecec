using System.Collections.Generic;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport;

internal static partial class Errors
{
    public static MailboxImportExportException PropertyNotRecognized(string text, IReadOnlyCollection<string> similar) => new(
        FailureKind.ArgumentInvalid,
        $"'{text}' names no property.{(similar.Count == 0 ? string.Empty : $" There is: {string.Join(", ", similar)}.")}",
        "Write a canonical name (PidTagSubject), a tag (0x0037, 0x0037001F), or a set with a number or name ({guid} 0x8501, {guid} Name Keywords).",
        text);

    public static MailboxImportExportException PropertyNotListed(MapiProperty property) => new(
        FailureKind.ArgumentInvalid,
        property.Type == MapiPropertyType.Unspecified ? $"The type of {property.Name} is not known." : $"The service gives no value of {property.Name} ({property.Type}) in a listing.",
        property.Type == MapiPropertyType.Unspecified ? "Write the type as well, for example 'String 0x6001' or '0x6001001F'." : "Export the item; ConvertFrom-FastTransfer shows all its properties.",
        property.Name);
}
