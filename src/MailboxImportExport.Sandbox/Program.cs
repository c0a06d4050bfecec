using System;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Commands;
using MailboxImportExport.Sandbox.Tour;

namespace MailboxImportExport.Sandbox;

/// <summary>The command line of the sandbox.</summary>
internal static class Program
{
    private static Task<int> Main(string[] arguments)
        => new CommandLine(Console.Out, Console.Error, [new ServeCommand(), new TourCommand()]).RunAsync(arguments, CancellationToken.None);
}
