using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Access;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Access;

public sealed class PermissionTableTests
{
    [Fact]
    public void HoldsEveryPermissionThatACommandNames()
        => CommandPermissions.All().Select(static n => n.Permission.Permission).Distinct().ShouldBeSubsetOf(PermissionTable.All.Select(static p => p.Name));

    [Fact]
    public void HoldsEveryPermissionThatACallNeeds()
        => MethodTable.All.Select(static m => m.Permission).OfType<string>().Distinct().ShouldBeSubsetOf(PermissionTable.All.Select(static p => p.Name));

    [Theory]
    [InlineData("MailboxItem.Export.All", "MailboxItem.Export", "Application MailboxItem.Export")]
    [InlineData("MailboxFolder.ReadWrite.All", "MailboxFolder.ReadWrite", "Application MailboxFolder.ReadWrite")]
    [InlineData("User.Read.All", "User.Read.All", null)]
    [InlineData("AppRoleAssignment.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", null)]
    public void DerivesTheOtherFormsOfAPermission(string name, string delegated, string? exchangeRole)
    {
        GraphPermission permission = PermissionTable.Find(name).ShouldNotBeNull();

        permission.DelegatedName.ShouldBe(delegated);
        permission.ExchangeRole.ShouldBe(exchangeRole);
        PermissionTable.Find(delegated.ToUpperInvariant()).ShouldBe(permission);
    }

    [Fact]
    public void GivesNoIdThatOnlyOneSourceNames()
    {
        IEnumerable<string> uncertain = PermissionTable.All.Where(static p => p.RoleId is null).Select(static p => p.Name);

        uncertain.ShouldContain("MailboxItem.Export.All");
        uncertain.ShouldContain("MailboxItem.ReadWrite.All");
        PermissionTable.All.Count(static p => p.ScopeId is not null).ShouldBe(1);
    }

    [Fact]
    public void NamesTheLeastPrivilegedPermissionFirstForEveryCall()
    {
        List<string> order = [.. PermissionTable.All.Select(static p => p.Name)];

        foreach (ServiceMethod method in MethodTable.All.Where(static m => m.Permission is not null))
        {
            method.Higher.Where(order.Contains).ShouldAllBe(higher => order.IndexOf(higher) > order.IndexOf(method.Permission!), method.Name);
        }
    }

    [Fact]
    public void ListsEveryCallInBothVersions()
        => MethodTable.ByVersion().GroupBy(static m => m.ApiVersion).ToDictionary(static g => g.Key, static g => g.Count())
            .ShouldBe(new Dictionary<string, int> { ["v1.0"] = MethodTable.All.Count, ["beta"] = MethodTable.All.Count });

    [Fact]
    public void JoinsTheNamesOfAListWhenItIsWrittenAsText()
    {
        TextList list = new(["a", "b"]);

        list.ToString().ShouldBe("a; b");
        list.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void ReadsTheNamesOfTheCommandsFromTheirAttributes()
    {
        CommandPermissions.Commands.ShouldContain("Export-MailboxItem");
        CommandPermissions.All().Where(static n => n.Command == "Export-MailboxItem").Select(static n => n.Permission.Permission).ShouldContain("MailboxItem.Export.All");
        CommandPermissions.Commands.ShouldBe(CommandPermissions.Commands.Order(StringComparer.Ordinal));
    }
}
