using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MailboxImportExport.Binding;

/// <summary>Completes folder paths from what the connection has already listed; asks the service nothing.</summary>
public sealed class FolderCompleter : IArgumentCompleter
{
    // Common to all mailboxes, so that there is something to complete before anything was listed.
    private static readonly string[] Always = ["Inbox", "SentItems", "Drafts", "DeletedItems", "Archive", "JunkEmail", "Calendar", "Contacts", "Tasks", "Notes"];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
        => KnownNamesReader.Complete(wordToComplete, fakeBoundParameters, static known => known.FolderPaths.Concat(Always).Distinct(StringComparer.OrdinalIgnoreCase));
}
