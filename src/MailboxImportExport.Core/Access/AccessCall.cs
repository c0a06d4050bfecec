using System.Collections.Generic;

namespace MailboxImportExport.Access;

/// <summary>A call that is tried, under the name that the results show.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Method">The call of the service; null when it is about the network only.</param>
/// <param name="IsOfMailbox">Whether Exchange decides on it, mailbox by mailbox.</param>
internal sealed record AccessCall(string Name, ServiceMethod? Method, bool IsOfMailbox)
{
    public static AccessCall Settings { get; } = new("Settings", MethodTable.Settings, IsOfMailbox: false);

    public static AccessCall Folders { get; } = new("Folders", MethodTable.ListFolders, IsOfMailbox: true);

    public static AccessCall Items { get; } = new("Items", MethodTable.ListItems, IsOfMailbox: true);

    public static AccessCall Export { get; } = new("Export", MethodTable.ExportItems, IsOfMailbox: true);

    public static AccessCall ImportSession { get; } = new("ImportSession", MethodTable.CreateImportSession, IsOfMailbox: true);

    public static AccessCall FolderWrite { get; } = new("FolderWrite", MethodTable.CreateFolder, IsOfMailbox: true);

    public static AccessCall ImportHost { get; } = new("ImportHost", null, IsOfMailbox: false);

    /// <summary>The calls on the mailbox itself, in the order in which they are tried.</summary>
    public static IReadOnlyList<AccessCall> OfMailbox { get; } = [Folders, Items, Export, ImportSession, FolderWrite];
}
