using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shell;

public sealed class HostedShellTests(ShellFixture fixture) : IClassFixture<ShellFixture>
{
    private readonly HostedShell _shell = fixture.Fresh();

    [Fact]
    public void GivesTheObjectsThemselvesWhenAScriptWritesThem()
    {
        ShellResult result = _shell.Run("[uri]'https://contoso.com/'; 5");

        result.Output.Select(item => item.BaseObject).ShouldBe([new Uri("https://contoso.com/"), 5]);
    }

    [Fact]
    public void HandsVariablesToTheScriptWhenTheyAreGiven()
    {
        List<int> list = [];

        _shell.Run("$list.Add($number + 1)", ("list", list), ("number", 41));

        list.ShouldBe([42]);
    }

    [Fact]
    public void KeepsVariablesWhenAnotherScriptFollows()
    {
        _shell.Run("$kept = 3");

        _shell.Run("$kept + 1").OutputAs<int>().ShouldBe([4]);
    }

    [Fact]
    public void ForgetsVariablesButKeepsFunctionsWhenReset()
    {
        _shell.Run("$forgotten = 3; function Get-Kept { 'kept' }");

        _shell.Reset();

        _shell.Run("$null -eq $forgotten; Get-Kept").Output.Select(item => item.BaseObject).ShouldBe([true, "kept"]);
    }

    [Fact]
    public void RecordsStreamsInTheOrderOfWritingWhenACommandUsesAll()
    {
        ShellResult result = _shell.Run("$VerbosePreference = $DebugPreference = 'Continue'; Write-EachStream");

        result.Records.Select(record => record.Stream).ShouldBe(
        [
            ShellStream.Verbose, ShellStream.Output, ShellStream.Warning, ShellStream.Error,
            ShellStream.Progress, ShellStream.Information, ShellStream.Debug, ShellStream.Output,
        ]);
    }

    [Fact]
    public void GivesEachStreamByItselfWhenACommandUsesAll()
    {
        ShellResult result = _shell.Run("$VerbosePreference = $DebugPreference = 'Continue'; Write-EachStream");

        result.Verbose.ShouldBe(["first"]);
        result.OutputAs<string>().ShouldBe(["second", "eighth"]);
        result.Warnings.ShouldBe(["third"]);
        result.Error(0).FullyQualifiedErrorId.ShouldBe("Fourth,MailboxImportExport.ModuleTests.Shell.WriteEachStreamCommand");
        result.Progress.ShouldHaveSingleItem().Activity.ShouldBe("fifth");
        result.Information.ShouldHaveSingleItem().MessageData.ShouldBe("sixth");
        result.Debug.ShouldBe(["seventh"]);
    }

    [Fact]
    public void LeavesVerboseOutWhenItsPreferenceIsSilent() => _shell.Run("Write-EachStream").Verbose.ShouldBeEmpty();

    [Fact]
    public void GoesOnWithTheNextStatementWhenACommandEndsWithATerminatingError()
    {
        ShellResult result = _shell.Run("Get-Module -Name a -FullyQualifiedName b; 'next'");

        result.OutputAs<string>().ShouldBe(["next"]);
        result.Error(0).FullyQualifiedErrorId.ShouldStartWith("NameAndFullyQualifiedNameCannotBeSpecifiedTogether");
        result.TerminatingError.ShouldBeNull();
    }

    [Fact]
    public void EndsTheScriptWhenItThrows()
    {
        ShellResult result = _shell.Run("'before'; throw 'broken'; 'after'");

        result.OutputAs<string>().ShouldBe(["before"]);
        result.TerminatingError.ShouldNotBeNull().FullyQualifiedErrorId.ShouldBe("broken");
        result.Errors.ShouldBe([result.TerminatingError]);
    }

    [Fact]
    public void ReportsTheErrorOnceWhenErrorActionStopEndsTheScript()
    {
        ShellResult result = _shell.Run("Write-EachStream -ErrorAction Stop; 'after'");

        result.Errors.ShouldHaveSingleItem().Exception.ShouldBeOfType<InvalidOperationException>().Message.ShouldBe("fourth");
        result.TerminatingError.ShouldBe(result.Error(0));
    }

    [Fact]
    public void ReportsAParseErrorWhenTheScriptIsNotPowerShell() =>
        _shell.Run("if (").TerminatingError.ShouldNotBeNull().FullyQualifiedErrorId.ShouldBe("IfStatementMissingCondition");

    [Fact]
    public void SaysWhatWasShownWhenAnErrorIsMissing()
    {
        ShellResult result = _shell.Run("'all is well'");

        Should.Throw<InvalidOperationException>(() => result.Error(0)).Message.ShouldContain("all is well");
    }

    [Fact]
    public void ShowsATableAsAConsoleDoesWhenTextIsAskedFor()
    {
        ShellResult result = _shell.Run("[pscustomobject]@{ Name = 'Inbox'; Items = 12 }; [pscustomobject]@{ Name = 'Sent'; Items = 3 }");

        result.Text.ShouldBe("\nName  Items\n----  -----\nInbox    12\nSent      3\n\n");
    }

    [Fact]
    public void ShowsWhatAUserSeesWhenTextIsAskedFor()
    {
        const string Line = "[pscustomobject]@{ Name = 'Inbox' }; Write-Warning 'slow'; Write-Host 'hello'; [pscustomobject]@{ Name = 'Sent' }; Get-Nothing; 'end'";

        string text = _shell.Run(Line).Text;

        _shell.RunAsUser(Line).ShouldBe($"PS> {Line}\n{text}");
    }

    [Fact]
    public void LaysTablesOutFor160ColumnsWhenTextIsAskedFor()
    {
        ShellResult result = _shell.Run("[pscustomobject]@{ Text = 'x' * 300 }");

        // The last column stays free, as in every console.
        result.Text.Split('\n').Max(line => line.Length).ShouldBe(159);
    }

    [Fact]
    public void ShowsErrorsAndRowsInTheirOrderWhenAUserTypesALine()
    {
        string window = _shell.RunAsUser("'before'; Get-Nothing; 'after'");

        window.ShouldBe(
            "PS> 'before'; Get-Nothing; 'after'\n" +
            "before\n" +
            "Get-Nothing: The term 'Get-Nothing' is not recognized as a name of a cmdlet, function, script file, or executable program.\n" +
            "Check the spelling of the name, or if a path was included, verify that the path is correct and try again.\n" +
            "after\n");
    }

    [Fact]
    public void ShowsTheErrorWhenALineOfTheUserThrows() =>
        _shell.RunAsUser("throw 'broken'").ShouldBe("PS> throw 'broken'\nException: broken\n");

    [Fact]
    public void ShowsTheWindowAsItGrowsWhenEchoIsAskedFor()
    {
        using StringWriter echo = new();
        using HostedShell shell = new(new() { Echo = echo });

        string window = shell.RunAsUser("1 + 1");

        echo.ToString().ShouldBe(window);
    }

    [Fact]
    public void UsesTheViewWhenAFormatFileHasOneForTheType()
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.format.ps1xml");
        File.WriteAllText(
            file,
            """
            <Configuration><ViewDefinitions><View>
              <Name>Mailbox</Name>
              <ViewSelectedBy><TypeName>Sample.Mailbox</TypeName></ViewSelectedBy>
              <TableControl>
                <TableHeaders><TableColumnHeader><Label>Who</Label><Width>10</Width></TableColumnHeader></TableHeaders>
                <TableRowEntries><TableRowEntry><TableColumnItems>
                  <TableColumnItem><PropertyName>Address</PropertyName></TableColumnItem>
                </TableColumnItems></TableRowEntry></TableRowEntries>
              </TableControl>
            </View></ViewDefinitions></Configuration>
            """);
        using HostedShell shell = new(new() { Configure = state => state.Formats.Add(new SessionStateFormatEntry(file)) });
        File.Delete(file);

        ShellResult result = shell.Run("[pscustomobject]@{ PSTypeName = 'Sample.Mailbox'; Address = 'ann'; Hidden = 1 }");

        result.Text.ShouldBe("\nWho\n---\nann\n\n");
    }

    [Fact]
    public async Task KeepsSessionsApartWhenSeveralShellsRunAtOnce()
    {
        Task<int>[] sums = [.. Enumerable.Range(1, 4).Select(number => Task.Run(() =>
        {
            using HostedShell shell = new();
            shell.Run("$own = $number", ("number", number));
            return shell.Run("1..200 | ForEach-Object { $own }").OutputAs<int>().Sum();
        }))];

        (await Task.WhenAll(sums)).ShouldBe([200, 400, 600, 800]);
    }

    [Fact]
    public void SpeaksEnglishWhenTheMachineDoesNot()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            using HostedShell shell = new();
            shell.Run("'{0:n1}' -f 1234.5").OutputAs<string>().ShouldBe(["1,234.5"]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void SendsNoTelemetryWhenAShellIsMade()
    {
        Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT").ShouldBe("1");
        Environment.GetEnvironmentVariable("POWERSHELL_UPDATECHECK").ShouldBe("Off");
    }
}
