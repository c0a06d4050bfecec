using System;
using System.Collections;
using System.Management.Automation;

namespace MailboxImportExport.Binding;

/// <summary>Reads a property of whatever object, without its type.</summary>
internal static class PropertyReader
{
    /// <summary>The value, without the wrapper of PowerShell; null when there is no such property or reading it fails.</summary>
    public static object? Get(PSObject value, string name)
    {
        try
        {
            object? found = value.Properties[name]?.Value;
            return found is PSObject wrapped ? wrapped.BaseObject : found;
        }
        catch (GetValueException)
        {
            // A property that fails when it is read says nothing about the mailbox.
            return null;
        }
    }

    /// <summary>The value under a name in any letter case: a table that was read from JSON tells them apart.</summary>
    public static object? Get(IDictionary row, string name)
    {
        foreach (DictionaryEntry entry in row)
        {
            if (string.Equals(entry.Key as string, name, StringComparison.OrdinalIgnoreCase))
            {
                return entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            }
        }

        return null;
    }

    public static string? GetText(PSObject value, string name)
    {
        string? text = Get(value, name)?.ToString();
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
