using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace MailboxImportExport.Help.Documentation;

/// <summary>The documentation comments of our assemblies, by the id that the compiler gave each member.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);
    private readonly HashSet<string> _assemblies = new(StringComparer.Ordinal);

    internal XmlDocumentation(IEnumerable<XDocument> documents)
    {
        foreach (XDocument document in documents)
        {
            _assemblies.Add((string?)document.Root?.Element("assembly")?.Element("name") ?? string.Empty);
            foreach (XElement member in document.Descendants("member"))
            {
                _members[(string?)member.Attribute("name") ?? string.Empty] = member;
            }
        }
    }

    /// <summary>Loads the comments of an assembly, and of those of ours that lie beside it (the types that commands give).</summary>
    internal static XmlDocumentation LoadBeside(string assembly)
    {
        string folder = Path.GetDirectoryName(assembly) ?? ".";
        string own = Path.ChangeExtension(assembly, ".xml");
        IEnumerable<string> others = Directory.GetFiles(folder, "*.xml").Where(file => file != own && File.Exists(Path.ChangeExtension(file, ".dll")));
        return new XmlDocumentation(others.Prepend(own).Select(XDocument.Load));
    }

    /// <summary>Whether the comments of the type's assembly are here, so that a missing one is a fault.</summary>
    internal bool Covers(Type type) => _assemblies.Contains(type.Assembly.GetName().Name ?? string.Empty);

    /// <summary>Finds the comment of a member; one that inherits from a named member gives that one's.</summary>
    internal XElement? Find(string id)
    {
        XElement? member = _members.GetValueOrDefault(id);
        return (string?)member?.Element("inheritdoc")?.Attribute("cref") is string source && source != id
            ? _members.GetValueOrDefault(source)
            : member;
    }

    internal static string IdOf(Type type) => "T:" + NameOf(type);

    internal static string IdOf(MemberInfo member, char kind) => $"{kind}:{(member.DeclaringType is Type type ? NameOf(type) : string.Empty)}.{member.Name}";

    private static string NameOf(Type type) => (type.FullName ?? type.Name).Replace('+', '.');
}
