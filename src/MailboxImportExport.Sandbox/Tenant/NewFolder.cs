using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Tenant;

/// <summary>What a folder is made from.</summary>
internal sealed record NewFolder(string DisplayName)
{
    /// <summary>The folder class; a few system folders have none.</summary>
    public string? FolderClass { get; init; } = "IPF.Note";

    public string? WellKnownName { get; init; }

    public FolderRole Role { get; init; }

    public bool IsHidden { get; init; }

    /// <summary>Makes a search folder: one that shows the items of the whole mailbox that fulfil this.</summary>
    public Func<SandboxItem, bool>? Search { get; init; }

    public PropertyBag Properties { get; init; } = PropertyBag.Empty;
}
