using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using MailboxImportExport.Help.Documentation;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Says what a reference in a comment is called in the help: a command, a parameter, a type, a value.</summary>
internal sealed class ReferenceNames
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    private readonly CommandAssembly _assembly;
    private readonly Dictionary<string, string> _commands;

    internal ReferenceNames(CommandAssembly assembly, IEnumerable<KeyValuePair<Type, string>> commands)
    {
        _assembly = assembly;
        _commands = commands.ToDictionary(command => XmlDocumentation.IdOf(command.Key), command => command.Value, StringComparer.Ordinal);
    }

    /// <summary>Finds what a documentation id stands for; null when there is no such thing.</summary>
    internal DocInline? Find(string id)
    {
        if (_commands.TryGetValue(id, out string? command))
        {
            return new(DocInlineKind.Command, command, command);
        }

        string name = id.Length > 2 && id[1] == ':' ? id[2..].Split('(')[0] : string.Empty;
        if (id.StartsWith("T:", StringComparison.Ordinal))
        {
            return _assembly.FindType(name) is Type type ? new(DocInlineKind.Code, TypeNames.WithoutArity(type.Name)) : null;
        }

        int dot = name.LastIndexOf('.');
        return dot > 0 && id[0] is 'P' or 'F' or 'M' or 'E' ? FindMember(name[..dot], name[(dot + 1)..]) : null;
    }

    private DocInline? FindMember(string typeName, string memberName)
    {
        MemberInfo? member = _assembly.FindType(typeName)?.GetMember(TypeNames.WithoutArity(memberName), Everything).FirstOrDefault();
        if (member is null)
        {
            return null;
        }

        bool parameter = AttributeData.FirstOf(member, AutomationNames.Parameter) is not null;
        return new(DocInlineKind.Code, parameter ? "-" + member.Name : member.Name);
    }
}
