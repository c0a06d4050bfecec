using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Binding;

/// <summary>Finds what the connection of a half-typed command has seen. A completer never throws, asks or calls the network.</summary>
internal static class KnownNamesReader
{
    public static IEnumerable<CompletionResult> Complete(string? word, IDictionary bound, Func<KnownNames, IEnumerable<string>> names)
    {
        string typed = (word ?? string.Empty).Trim('\'', '"');
        return names(Known(bound))
            .Where(name => name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(static name => new CompletionResult(Quoted(name), name, CompletionResultType.ParameterValue, name));
    }

    private static string Quoted(string name)
        => name.All(static c => char.IsLetterOrDigit(c) || c is '.' or '/' or '-' or '_') ? name : "'" + name.Replace("'", "''") + "'";

    private static KnownNames Known(IDictionary bound)
    {
        try
        {
            object? connection = bound.Contains("Connection") ? bound["Connection"] : Default();
            object? bare = connection is PSObject wrapped ? wrapped.BaseObject : connection;
            return bare is MailboxImportExportConnection { IsClosed: false } open ? open.State.Known : new KnownNames();
        }
        catch (Exception e) when (e is RuntimeException or MailboxImportExportException or InvalidOperationException)
        {
            return new KnownNames();
        }
    }

    private static object? Default()
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        return shell.AddScript("$global:" + DefaultConnection.VariableName, useLocalScope: true).Invoke().FirstOrDefault();
    }
}
