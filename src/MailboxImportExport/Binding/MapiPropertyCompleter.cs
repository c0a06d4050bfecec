using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Binding;

/// <summary>Completes canonical names of properties; what is typed may stand anywhere in the name.</summary>
public sealed class MapiPropertyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
        => CanonicalNames.All
            .Where(p => p.ToGraphId() is not null && p.Name.IndexOf(wordToComplete, StringComparison.OrdinalIgnoreCase) >= 0)
            .OrderBy(static p => p.Name, StringComparer.Ordinal)
            .Select(static p => new CompletionResult(p.Name, p.Name, CompletionResultType.ParameterValue, string.Format(CultureInfo.InvariantCulture, "{0} ({1})", p.Id, p.Type)));
}
