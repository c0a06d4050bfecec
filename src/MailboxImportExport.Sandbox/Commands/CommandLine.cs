using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>Finds the command for the first argument, runs it and tells in plain words what is wrong with the arguments.</summary>
internal sealed class CommandLine(TextWriter output, TextWriter error, IReadOnlyList<ICommand> commands)
{
    private const int Wrong = 2;
    private static readonly string[] HelpArguments = ["--help", "-h", "-?", "help"];

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Count == 0 || HelpArguments.Contains(arguments[0]))
        {
            await output.WriteLineAsync(Help());
            return arguments.Count == 0 ? Wrong : 0;
        }

        ICommand? command = commands.FirstOrDefault(command => command.Verb == arguments[0]);
        if (command is null)
        {
            await error.WriteLineAsync($"There is no command '{arguments[0]}'.{Environment.NewLine}{Environment.NewLine}{Help()}");
            return Wrong;
        }

        if (arguments.Any(HelpArguments.Contains))
        {
            await output.WriteLineAsync(command.Usage);
            return 0;
        }

        try
        {
            return await command.RunAsync([.. arguments.Skip(1)], output, cancellationToken);
        }
        catch (UsageException exception)
        {
            await error.WriteLineAsync(exception.Message);
            return Wrong;
        }
    }

    private string Help()
        => $"""
            The sandbox of MailboxImportExport: an Exchange Online tenant on this machine, to rehearse on.

            Commands:
            {string.Join(Environment.NewLine, commands.Select(static command => $"  {command.Verb,-8} {command.Summary}"))}

            '<command> --help' shows the options of a command.
            """;
}
