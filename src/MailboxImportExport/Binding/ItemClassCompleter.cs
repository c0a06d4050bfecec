using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace MailboxImportExport.Binding;

/// <summary>Completes message classes: the common ones and what the connection has already listed.</summary>
public sealed class ItemClassCompleter : IArgumentCompleter
{
    private static readonly string[] Always =
    [
        "IPM.Note", "IPM.Appointment", "IPM.Contact", "IPM.DistList", "IPM.Task", "IPM.StickyNote", "IPM.Activity",
        "IPM.Schedule.Meeting.*", "IPM.Note.SMIME*", "REPORT.*",
    ];

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
        => KnownNamesReader.Complete(wordToComplete, fakeBoundParameters, static known => known.ItemClasses.Concat(Always).Distinct(StringComparer.OrdinalIgnoreCase));
}
