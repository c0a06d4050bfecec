using System.Management.Automation;
using System.Security;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Shell;

public sealed class PromptTests(ShellFixture fixture) : IClassFixture<ShellFixture>
{
    private readonly HostedShell _shell = fixture.Fresh();

    [Theory]
    [InlineData("Yes", 1)]
    [InlineData("y", 1)]
    [InlineData("", 1)]
    [InlineData("No", 0)]
    public void TakesTheAnswerWhenACommandAsksForConfirmation(string answer, int removed)
    {
        _shell.Answer(answer);

        _shell.Run("Remove-Pretended Inbox").Output.Count.ShouldBe(removed);
    }

    [Fact]
    public void RecordsTheQuestionWhenItWasAnswered()
    {
        _shell.Answer("Yes to All");

        ShellPrompt prompt = _shell.Run("'a', 'b' | Remove-Pretended").Prompts.ShouldHaveSingleItem();

        prompt.Kind.ShouldBe(ShellPromptKind.Choice);
        prompt.Message.ShouldContain("Performing the operation \"Remove\" on target \"a\".");
        prompt.Choices.ShouldBe(["Yes", "Yes to All", "No", "No to All", "Suspend"]);
        prompt.Answer.ShouldBe("Yes to All");
    }

    [Fact]
    public void TakesAnswersInTheirOrderWhenACommandAsksTwice()
    {
        _shell.Answer("Yes");
        _shell.Answer("No");

        ShellResult result = _shell.Run("Remove-Pretended Inbox -AskTwice");

        result.Output.ShouldBeEmpty();
        result.Prompts[1].Caption.ShouldBe("Really");
    }

    [Fact]
    public void FailsAsANonInteractiveConsoleWhenNoAnswerIsLeft()
    {
        ShellResult result = _shell.Run("Remove-Pretended Inbox");

        result.Output.ShouldBeEmpty();
        result.Error(0).Exception.Message.ShouldContain("NonInteractive mode");
        result.Prompts.ShouldHaveSingleItem().Answer.ShouldBeNull();
    }

    [Fact]
    public void FailsWithMissingParameterWhenNobodyCanBeAskedForIt() =>
        _shell.Run("Remove-Pretended -Confirm:$false").Error(0).FullyQualifiedErrorId
            .ShouldBe("MissingMandatoryParameter,MailboxImportExport.ModuleTests.Shell.RemovePretendedCommand");

    [Fact]
    public void FillsInAMandatoryParameterWhenAnAnswerIsLeft()
    {
        _shell.Answer("Drafts");

        ShellResult result = _shell.Run("Remove-Pretended -Confirm:$false");

        result.OutputAs<string>().ShouldBe(["Drafts removed"]);
        result.Prompts.ShouldHaveSingleItem().Choices.ShouldBe(["Name"]);
    }

    [Fact]
    public void GivesTheCredentialWhenACommandAsksForOne()
    {
        using SecureString password = new();
        _shell.Answer(new PSCredential("ann@contoso.com", password));

        ShellResult result = _shell.Run("Remove-Pretended Inbox -Confirm:$false -Credential ann@contoso.com");

        result.OutputAs<string>().ShouldBe(["Inbox removed by ann@contoso.com"]);
        result.Prompts.ShouldHaveSingleItem().Kind.ShouldBe(ShellPromptKind.Credential);
    }

    [Fact]
    public void HidesTheAnswerWhenTheParameterIsASecret()
    {
        _shell.Answer("secret");

        ShellResult result = _shell.Run("Remove-Pretended Inbox -Confirm:$false -Locked");

        result.OutputAs<string>().ShouldBe(["Inbox removed with a key of 6 characters"]);
        result.Prompts.ShouldHaveSingleItem().Answer.ShouldBe("(hidden)");
    }

    [Theory]
    [InlineData("$Host.UI.ReadLine()", "typed")]
    [InlineData("$Host.UI.ReadLineAsSecureString() | ConvertFrom-SecureString -AsPlainText", "typed")]
    public void GivesTheLineWhenAScriptReadsOne(string script, string line)
    {
        _shell.Answer("typed");

        _shell.Run(script).OutputAs<string>().ShouldBe([line]);
    }

    [Fact]
    public void RefusesAnAnswerThatIsNoneOfTheChoicesWhenACommandAsks()
    {
        _shell.Answer("Perhaps");

        _shell.Run("Remove-Pretended Inbox").Error(0).Exception.Message.ShouldContain("'Perhaps' is none of the choices Yes, Yes to All");
    }

    [Fact]
    public void ShowsQuestionAndAnswerWhenALineOfTheUserAsks()
    {
        _shell.Answer("Yes");

        _shell.RunAsUser("Remove-Pretended Inbox").ShouldBe(
            "PS> Remove-Pretended Inbox\n" +
            "Confirm\n" +
            "Are you sure you want to perform this action?\n" +
            "Performing the operation \"Remove\" on target \"Inbox\".\n" +
            "[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend: Yes\n" +
            "Inbox removed\n");
    }

    [Fact]
    public void ForgetsUnusedAnswersWhenReset()
    {
        _shell.Answer("Yes");

        _shell.Reset();

        _shell.Run("Remove-Pretended Inbox").Output.ShouldBeEmpty();
    }
}
