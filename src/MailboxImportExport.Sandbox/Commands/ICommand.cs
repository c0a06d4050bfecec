using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>One verb of the command line.</summary>
internal interface ICommand
{
    string Verb { get; }

    /// <summary>One line for the list of commands.</summary>
    string Summary { get; }

    /// <summary>How it is called, with its options.</summary>
    string Usage { get; }

    /// <summary>Runs it; a wrong argument is a <see cref="UsageException"/>.</summary>
    /// <returns>The exit code.</returns>
    Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancellationToken);
}
