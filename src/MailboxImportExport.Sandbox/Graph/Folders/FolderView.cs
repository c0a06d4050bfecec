using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Folders;

/// <summary>Folders as Graph shows them.</summary>
internal sealed class FolderView(CallContext call)
{
    private static readonly HashSet<string> OnBoth
        = ["id", "displayName", "parentFolderId", "parentMailboxUrl", "childFolderCount", "totalItemCount", "wellKnownName", "type"];

    private static readonly HashSet<string> OnBeta = [.. OnBoth, "isHidden"];

    private SandboxSwitches Switches => call.Sandbox.Switches;

    /// <summary>The properties that can be selected.</summary>
    public IReadOnlySet<string> Properties => call.IsBeta ? OnBeta : OnBoth;

    /// <summary>The properties that can be filtered and ordered by.</summary>
    public IReadOnlyDictionary<string, FilterField<SandboxFolder>> Fields => new Dictionary<string, FilterField<SandboxFolder>>
    {
        ["displayName"] = new(typeof(string), static folder => folder.DisplayName),
        ["type"] = new(typeof(string), static folder => folder.FolderClass),
        ["totalItemCount"] = new(typeof(double), folder => (double)ItemCount(folder)),
        ["childFolderCount"] = new(typeof(double), folder => (double)ChildCount(folder)),
    };

    /// <summary>Tells whether a list shows the folder.</summary>
    public bool IsListed(SandboxFolder folder, bool includeHidden)
        => !folder.IsHidden || includeHidden || (call.IsBeta ? Switches.ListHiddenFoldersOnBeta : Switches.ListHiddenFoldersOnV1);

    public void Write(Utf8JsonWriter json, EntityQuery query, SandboxFolder folder)
    {
        json.WriteString("@odata.type", "#microsoft.graph.mailboxFolder");
        json.WriteString("id", folder.Id);
        if (query.Wants("displayName"))
        {
            json.WriteString("displayName", folder.DisplayName);
        }

        if (query.Wants("parentFolderId"))
        {
            json.WriteString("parentFolderId", folder.Parent?.Id);
        }

        // Shown whether or not it is selected.
        SandboxMailbox mailbox = Switches.ParentMailboxUrlRoutes ? folder.MovedTo ?? folder.Mailbox : folder.Mailbox;
        json.WriteString("parentMailboxUrl", $"{call.VersionUri}/admin/Exchange/Mailboxes/{mailbox.Id}");
        WriteCounts(json, query, folder);
        if (query.Wants("wellKnownName"))
        {
            json.WriteString("wellKnownName", folder.WellKnownName);
        }

        if (query.Wants("type"))
        {
            json.WriteString("type", folder.FolderClass);
        }

        if (call.IsBeta && query.Wants("isHidden"))
        {
            json.WriteBoolean("isHidden", folder.IsHidden && Switches.HiddenFoldersSaySo);
        }

        ExtendedPropertyJson.Write(json, call, query, id => FolderProperties.Find(folder, id, Switches));
    }

    private void WriteCounts(Utf8JsonWriter json, EntityQuery query, SandboxFolder folder)
    {
        if (query.Wants("childFolderCount"))
        {
            json.WriteNumber("childFolderCount", ChildCount(folder));
        }

        if (query.Wants("totalItemCount"))
        {
            json.WriteNumber("totalItemCount", ItemCount(folder));
        }
    }

    private int ChildCount(SandboxFolder folder) => folder.Children.Count(child => IsListed(child, includeHidden: false));

    private int ItemCount(SandboxFolder folder) => folder.ByCreation(Switches.ListAssociatedItems).Count;
}
