using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

/// <summary>Every row of the permission table: with exactly the least privileged permission the call works, without it the error names it.</summary>
public sealed class PermissionRowTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string FindObjects =
        """
        $folder = New-MailboxContentFolder -Mailbox $id -Path Row -Force
        $item = Get-MailboxItem -Mailbox $id -Folder Inbox -First 1
        $folder, $item, ($item | Export-MailboxItem)
        """;

    public static TheoryData<string, string> Rows => new()
    {
        { "User.Read.All", "Get-MailboxContentStore adele@contoso.example" },
        { "MailboxFolder.Read.All", "Get-MailboxContentFolder $id" },
        { "MailboxFolder.Read.All", "Get-MailboxContentFolder $id -Folder Inbox" },
        { "MailboxFolder.ReadWrite.All", "New-MailboxContentFolder $id \"Created $([guid]::NewGuid())\"" },
        { "MailboxFolder.ReadWrite.All", "$folder | Rename-MailboxContentFolder -NewName Renamed" },
        { "MailboxFolder.ReadWrite.All", "Test-MailboxImportExportAccess $id -IncludeWrite | Where-Object { $_.Call -eq 'FolderWrite' -and $_.Status -ne 'Allowed' } | ForEach-Object { throw $_.MissingPermission }" },
        { "MailboxItem.Read.All", "Test-MailboxImportExportAccess $id | Where-Object { $_.Call -eq 'Items' -and $_.Status -ne 'Allowed' } | ForEach-Object { throw $_.MissingPermission }" },
        { "MailboxItem.ReadWrite.All", "$item | Remove-MailboxItem -Confirm:$false" },
        { "MailboxItem.Export.All", "$item | Export-MailboxItem" },
        { "MailboxItem.ImportExport.All", "New-MailboxImportSession $id" },
        { "MailboxItem.ImportExport.All", "$item | Export-MailboxItem" },
        { "MailboxItem.ImportExport.All", "$exported | Import-MailboxItem -TargetMailbox $id -TargetFolder $folder -ConflictAction Copy" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void WorksWhenTheApplicationHasExactlyThePermission(string permission, string line)
    {
        ShellResult result = Run(line, permission);

        result.Errors.Select(static e => e.ToString()).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void NamesThePermissionWhenTheApplicationLacksIt(string permission, string line)
    {
        string[] others = [.. GraphPermissions.AllRoles.Where(role => role != permission && !Includes(role, permission))];

        ShellResult result = Run(line, others);

        ErrorRecord error = result.Errors.ShouldHaveSingleItem();

        // The row is named by the least privileged permission, also where a higher one was taken away too.
        string named = permission == "MailboxItem.ImportExport.All" && line.EndsWith("Export-MailboxItem", StringComparison.Ordinal) ? "MailboxItem.Export.All" : permission;
        (error.ErrorDetails?.Message ?? error.Exception.Message).ShouldContain(named);
    }

    private static bool Includes(string role, string permission) => (permission, role) switch
    {
        ("MailboxFolder.Read.All", "MailboxFolder.ReadWrite.All") => true,
        ("MailboxItem.Export.All", "MailboxItem.ImportExport.All") => true,
        ("MailboxItem.ImportExport.All", "MailboxItem.Export.All") => true,
        ("MailboxItem.Read.All", "MailboxItem.ReadWrite.All" or "MailboxItem.ImportExport.All") => true,
        _ => false,
    };

    private ShellResult Run(string line, params string[] roles)
    {
        string id = session.Mailbox("adele").Id;
        IReadOnlyList<PSObject> objects = session.Run(FindObjects, ("id", id)).Output;
        using HostedShell shell = new(new HostedShellOptions { WithUtilityStandIns = true });
        session.ConnectWithRoles(shell, roles);
        return shell.Run(line, ("id", id), ("folder", objects[0]), ("item", objects[1]), ("exported", objects[2]));
    }
}
