using System;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Help;

/// <summary>What Get-Help shows of each command of the module as it is shipped.</summary>
public sealed class ShippedHelpTests : IDisposable
{
    private readonly HostedShell _shell = new();

    public ShippedHelpTests() => _shell.Run("Import-Module $manifest", ("manifest", ModuleFolder.Manifest)).Errors.ShouldBeEmpty();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void IsCompleteForEveryCommand()
    {
        string[] commands = [.. _shell.Run("(Get-Module MailboxImportExport).ExportedCmdlets.Keys").OutputAs<string>()];
        commands.Length.ShouldBeGreaterThan(20);
        foreach (string command in commands)
        {
            string text = _shell.Run($"Get-Help {command} -Full").Text;
            foreach (string heading in new[] { "SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "OUTPUTS", "EXAMPLE 1" })
            {
                text.ShouldContain(heading, customMessage: command);
            }
        }
    }

    [Fact]
    public void SaysSomethingOfEveryParameter()
    {
        ShellResult result = _shell.Run(
            """
            foreach ($command in (Get-Module MailboxImportExport).ExportedCmdlets.Values) {
                foreach ($name in $command.Parameters.Keys) {
                    if ([System.Management.Automation.Cmdlet]::CommonParameters.Contains($name) -or $name -in 'WhatIf', 'Confirm') { continue }
                    $help = (Get-Help $command.Name -Parameter $name -ErrorAction Ignore).description.Text
                    if (-not $help) { "$($command.Name) -$name" }
                }
            }
            """);

        result.Errors.ShouldBeEmpty();
        result.OutputAs<string>().ShouldBeEmpty();
    }
}
