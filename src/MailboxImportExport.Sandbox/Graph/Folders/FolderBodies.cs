using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>What the bodies of new and of changed folders have in common.</summary>
internal static class FolderBodies
{
    public static List<MapiProperty> Properties(IReadOnlyList<SingleValueBody>? single, IReadOnlyList<MultiValueBody>? multi) =>
    [
        .. (single ?? []).Select(static property => ExtendedPropertyText.Read(property.Id, property.Value)),
        .. (multi ?? []).Select(static property => ExtendedPropertyText.Read(property.Id, [.. property.Value])),
    ];

    public static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new GraphError(400, "ErrorFolderNameInvalid", "The folder name is empty.");
        }
    }

    public static GraphError NameIsTaken() => new(409, "ErrorFolderExists", "A folder with the specified name already exists.");
}
