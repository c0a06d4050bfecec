using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using MailboxImportExport.Access;

namespace MailboxImportExport.Binding;

/// <summary>Completes the names of permissions.</summary>
public sealed class PermissionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
        => PermissionTable.All
            .Where(permission => permission.Name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(static permission => new CompletionResult(permission.Name, permission.Name, CompletionResultType.ParameterValue, permission.Title));
}
