using System.Linq;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Items;

/// <summary>What is told on the verbose and debug streams, for those who look at them.</summary>
public sealed class LogStreamTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string List = "Get-MailboxItem adele@contoso.example -Folder Inbox -First 1";

    [Theory]
    [InlineData(List + " -Verbose")]
    [InlineData("$VerbosePreference = 'Continue'; " + List)]
    [InlineData("function Get-One { $VerbosePreference = 'Continue'; " + List + " }; Get-One")]
    [InlineData("& { param([switch] $x) $VerbosePreference = 'Continue'; " + List + " | Export-MailboxItem }")]
    public void TellsWhatItDoesWhenVerboseIsShown(string script) => Run(script).Verbose.ShouldContain(static line => line.Contains("Listing 'Inbox'"));

    [Theory]
    [InlineData("$DebugPreference = 'Continue'; " + List)]
    [InlineData("function Get-One { $DebugPreference = 'Continue'; " + List + " }; Get-One")]
    public void TellsOfEachCallWhenDebugIsShown(string script)
    {
        string[] calls = [.. Run(script).Debug.Where(static line => line.StartsWith("GET https://", System.StringComparison.Ordinal))];

        calls.ShouldNotBeEmpty();
        calls.ShouldAllBe(static line => line.Contains("-> 200 request-id ") && line.Contains(" client-request-id "));
    }

    [Theory]
    [InlineData(List)]
    [InlineData("$VerbosePreference = $DebugPreference = 'Continue'; " + List + " -Verbose:$false -Debug:$false")]
    public void TellsNothingWhenNobodyLooks(string script)
    {
        ShellResult result = Run(script);

        result.Verbose.ShouldBeEmpty();
        result.Debug.ShouldBeEmpty();
    }

    private ShellResult Run(string script)
    {
        session.Shell.Reset();
        session.Connect(session.Shell);
        return session.Run(script);
    }
}
