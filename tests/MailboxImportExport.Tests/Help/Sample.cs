using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;
using MailboxImportExport.Help.Reflection;

namespace MailboxImportExport.Tests.Help;

/// <summary>The sample commands, read as they are or with changed comments.</summary>
internal static class Sample
{
    internal static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "MailboxImportExport.Help.Samples.dll");
    internal static readonly string References = Path.Combine(AppContext.BaseDirectory, "PowerShellStandard");
    internal static readonly string Manifest = Path.Combine(AppContext.BaseDirectory, "Samples.psd1");

    internal const string Get = "T:MailboxImportExport.Help.Samples.Cmdlets.GetSampleItemCommand";
    internal const string Remove = "T:MailboxImportExport.Help.Samples.Cmdlets.RemoveSampleItemCommand";

    internal static (IReadOnlyList<CommandHelp> Commands, FaultList Faults) Read(Action<XDocument>? change = null)
    {
        XDocument comments = XDocument.Load(Path.ChangeExtension(Assembly, ".xml"));
        change?.Invoke(comments);
        FaultList faults = new();
        using CommandAssembly assembly = new(Assembly, [References]);
        using CommandReader reader = new(assembly, new XmlDocumentation([comments]), faults);
        return (reader.Read(), faults);
    }

    /// <summary>Gets the element of a member's comment, to be changed.</summary>
    internal static XElement Comment(this XDocument comments, string id, string tag) =>
        comments.Descendants("member").Single(member => (string?)member.Attribute("name") == id).Element(tag)
        ?? throw new InvalidOperationException($"{id} has no <{tag}>.");

    internal static CommandHelp Command(string name) => Read().Commands.Single(command => command.Name == name);
}
