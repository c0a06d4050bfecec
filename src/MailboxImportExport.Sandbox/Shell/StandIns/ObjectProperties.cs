using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace MailboxImportExport.Sandbox.Shell.StandIns;

/// <summary>
/// Reads what a -Property parameter names: a property name with or without wildcards, a script block, or a table with Name
/// (or Label) and Expression.
/// </summary>
internal static class ObjectProperties
{
    internal static IEnumerable<KeyValuePair<string, object?>> Read(PSObject item, object property)
    {
        if (Unwrap(property) is IDictionary table)
        {
            return [new(Entry(table, "n")?.ToString() ?? string.Empty, Value(item, Entry(table, "e") ?? string.Empty))];
        }

        PSPropertyExpression expression = Parse(property);
        PSPropertyExpressionResult[] results = [.. expression.GetValues(item)];

        // As the real command: a property that is not there is a column without a value.
        return results.Length == 0 && !expression.HasWildCardCharacters
            ? [new(expression.ToString(), null)]
            : results.Select(result => new KeyValuePair<string, object?>(result.ResolvedExpression.ToString(), result.Result));
    }

    /// <summary>Reads the first value only; null when there is none.</summary>
    internal static object? Value(PSObject item, object property)
    {
        object? value = Unwrap(property) is IDictionary table
            ? Value(item, Entry(table, "e") ?? string.Empty)
            : Parse(property).GetValues(item).FirstOrDefault()?.Result;
        return Unwrap(value);
    }

    internal static object? Unwrap(object? value) => value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;

    private static PSPropertyExpression Parse(object property) => Unwrap(property) is ScriptBlock script
        ? new PSPropertyExpression(script)
        : new PSPropertyExpression(property.ToString());

    // Keys may be cut short: n, Name, l and Label are one, e and Expression the other.
    private static object? Entry(IDictionary table, string key)
    {
        foreach (DictionaryEntry entry in table)
        {
            string name = entry.Key.ToString() ?? string.Empty;
            bool found = name.StartsWith(key, StringComparison.OrdinalIgnoreCase)
                || (key == "n" && name.StartsWith('l'));
            if (found)
            {
                return entry.Value;
            }
        }

        return null;
    }
}
