using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Access;

public sealed class ServiceTests : IClassFixture<SandboxSession>
{
    private const string Show = " | ForEach-Object { \"$($_.StatusCode) $($_.ServiceCode) $($_.Answer) $($_.Question)\" }";

    private readonly SandboxSession _session;

    public ServiceTests(SandboxSession session)
    {
        _session = session;
        _session.Server.Requests.Clear();
    }

    [Fact]
    public void AnswersEveryQuestion()
    {
        ShellResult result = _session.Run("Test-MailboxImportExportService adele@contoso.example");

        result.Output.Count.ShouldBe(22);
        result.Output.Select(static o => (bool)o.Properties["WasRun"].Value).ShouldAllBe(static ran => ran);
        result.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public void SeesWhatTheServiceDoes()
    {
        IReadOnlyList<string> seen = _session.Run("Test-MailboxImportExportService adele@contoso.example" + Show).OutputAs<string>();

        seen.ShouldContain("403 ErrorAccessDenied  Which status and code has the refusal of an archive on v1.0?", string.Join('\n', seen));
        seen.ShouldContain("400 BadRequest  What is the answer to an export of no id?");
        seen.ShouldContain("400 BadRequest  What is the answer to an export of more ids than are allowed?");
        seen.ShouldContain("200  minutes: 60 How long does an import session live?");
    }

    [Fact]
    public void LeavesNothingBehindAndTouchesNoItem()
    {
        _session.Run("Test-MailboxImportExportService adele@contoso.example");

        _session.Server.Requests.Count(CallKind.CreateFolder).ShouldBe(1);
        _session.Server.Requests.All.Count(static r => r.Kind is CallKind.DeleteItem or CallKind.GetItem).ShouldBe(0);
        _session.Run("Get-MailboxContentFolder adele@contoso.example -Recurse | Where-Object Path -like '*trial*'").Output.ShouldBeEmpty();
    }

    [Fact]
    public void ListsEveryCallAndMakesNoneWhenAskedWhatItWouldDo()
    {
        string shown = _session.Shell.RunAsUser("Test-MailboxImportExportService adele@contoso.example -WhatIf");

        Regex.Count(shown, "What if:").ShouldBe(22);
        shown.ShouldContain("POST /exportItems with 21 ids that cannot exist");
        _session.Server.Requests.All.ShouldBeEmpty();
    }

    [Fact]
    public void WritesAReportWithoutIdsAndAddresses()
    {
        string file = _session.NewPath();

        _session.Run("Test-MailboxImportExportService adele@contoso.example -Path $file", ("file", file));

        string report = File.ReadAllText(file);
        using JsonDocument json = JsonDocument.Parse(report);
        json.RootElement.GetProperty("findings").GetArrayLength().ShouldBe(22);
        report.ShouldNotContain("adele");
        report.ShouldNotContain("MBX:");
        report.ShouldNotContain(_session.Server.Tenant.Id.ToString());
        Regex.IsMatch(report, "[0-9a-f]{8}-[0-9a-f]{4}|[A-Za-z0-9_-]{40,}").ShouldBeFalse(report);
    }

    [Fact]
    public void RemovesTheFolderByTheOtherFormWhenThePlainOneIsRefused()
    {
        _session.Server.Switches.FolderDeleteForm = MailboxImportExport.Sandbox.Graph.FolderDeleteForm.Reference;
        try
        {
            _session.Run("Test-MailboxImportExportService chika@contoso.example").Warnings.ShouldBeEmpty();
        }
        finally
        {
            _session.Server.Switches.FolderDeleteForm = default;
        }

        _session.Run("Get-MailboxContentFolder chika@contoso.example | Where-Object Path -like '*trial*'").Output.ShouldBeEmpty();
    }
}
