using System;
using MailboxImportExport.Cmdlets;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Cmdlets;

public sealed class MailboxItemTimePropertyTests
{
    [Fact]
    public void HasTheNamesAndTheOrderOfTheTimesBehindIt() => Enum.GetNames<MailboxItemTimeProperty>().ShouldBe(Enum.GetNames<ItemTime>());
}
