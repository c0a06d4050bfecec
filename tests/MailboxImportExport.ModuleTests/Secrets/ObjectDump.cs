using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>Writes down all that can be read from an object and from what it leads to, as Format-List * -Force does and deeper.</summary>
internal sealed class ObjectDump
{
    private const int Deepest = 7;
    private const int Longest = 1000;

    private readonly StringBuilder _text = new();
    private readonly HashSet<object> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes an object; what has been written before by the same dump is named only.</summary>
    public string Write(object? value)
    {
        _text.Clear();
        Write(value, 0);
        return _text.ToString();
    }

    private void Write(object? value, int depth)
    {
        object? inner = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (inner is null || depth > Deepest)
        {
            return;
        }

        _text.AppendLine(Text(inner));
        if (inner is Enum || !IsFollowed(inner) || !_seen.Add(inner))
        {
            return;
        }

        if (value is PSObject decorated)
        {
            WriteMembers(decorated.Properties.Where(static p => p is PSNoteProperty or PSScriptProperty).Select(static p => (p.Name, (Func<object?>)(() => p.Value))), depth);
        }

        WriteMembers(inner.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0).Select(p => (p.Name, (Func<object?>)(() => p.GetValue(inner)))), depth);
        WriteMembers(inner.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public).Select(f => (f.Name, (Func<object?>)(() => f.GetValue(inner)))), depth);
        foreach (object? element in inner is IEnumerable elements ? elements.Cast<object?>().Take(Longest) : [])
        {
            Write(element, depth + 1);
        }
    }

    private void WriteMembers(IEnumerable<(string Name, Func<object?> Read)> members, int depth)
    {
        foreach ((string name, Func<object?> read) in members)
        {
            _text.Append(name).Append(" = ");
            try
            {
                Write(read(), depth + 1);
            }
            catch (Exception e) when (e is TargetInvocationException or GetValueException or NotSupportedException)
            {
                // What the getter says is seen by a user as well.
                _text.AppendLine(e.ToString());
            }

            _text.AppendLine();
        }
    }

    private static string Text(object value)
    {
        try
        {
            return value.ToString() ?? string.Empty;
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            return e.ToString();
        }
    }

    // Ours, and what carries ours; from anything else the whole engine can be reached, which says nothing of ours.
    private static bool IsFollowed(object value) => value is Exception or ErrorRecord or ErrorDetails or InformationalRecord or InformationRecord or ProgressRecord or InvocationInfo
        || (value is IEnumerable and not string)
        || value is DictionaryEntry
        || value.GetType().Namespace is null
        || value.GetType().Namespace!.StartsWith(nameof(MailboxImportExport), StringComparison.Ordinal)
        || value.GetType().Namespace!.StartsWith("System.Collections", StringComparison.Ordinal);
}
