using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;
using static MailboxImportExport.Help.Maml.MamlNames;

namespace MailboxImportExport.Help.Maml;

/// <summary>Writes the help file that Get-Help reads.</summary>
internal static class MamlDocument
{
    internal static XDocument Create(IReadOnlyList<CommandHelp> commands) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(
            RootNs + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", MamlNs),
            new XAttribute(XNamespace.Xmlns + "command", CommandNs),
            new XAttribute(XNamespace.Xmlns + "dev", DevNs),
            commands.Select(CreateCommand)));

    private static XElement CreateCommand(CommandHelp command) => new(
        CommandNs + "command",
        new XElement(
            CommandNs + "details",
            new XElement(CommandNs + "name", command.Name),
            new XElement(CommandNs + "verb", command.Verb),
            new XElement(CommandNs + "noun", command.Noun),
            Description(command.Synopsis)),
        Description(command.Description),
        new XElement(CommandNs + "syntax", command.ParameterSets.Select(set => SyntaxItem(command, set))),
        new XElement(CommandNs + "parameters", command.Parameters.Select(MamlParameter.InDetail)),
        new XElement(CommandNs + "inputTypes", Types("inputType", command.Inputs, DocText.Empty)),
        new XElement(CommandNs + "returnValues", Types("returnValue", command.Outputs, command.OutputText)),
        Notes(command),
        new XElement(CommandNs + "examples", command.Examples.Select(Example)),
        new XElement(CommandNs + "relatedLinks", command.Links.Select(Link)));

    private static XElement SyntaxItem(CommandHelp command, ParameterSetHelp set) => new(
        CommandNs + "syntaxItem",
        new XElement(MamlNs + "name", command.Name),
        set.Parameters.Select(member => MamlParameter.InSyntax(member.Parameter, member.Use)));

    private static IEnumerable<XElement> Types(string element, IReadOnlyList<TypeHelp> types, DocText whole)
    {
        IReadOnlyList<TypeHelp> shown = types.Count == 0 ? [new TypeHelp("None", DocText.Empty)] : types;
        return shown.Select((type, i) => new XElement(
            CommandNs + element,
            new XElement(DevNs + "type", new XElement(MamlNs + "name", type.Name), new XElement(MamlNs + "uri")),
            Description(i == 0 ? type.Description.Then(whole) : type.Description)));
    }

    private static XElement? Notes(CommandHelp command)
    {
        IEnumerable<string> permissions = command.Permissions.Select(permission => permission.ToText().ToLine());
        IEnumerable<string> aliases = command.Aliases.Count == 0 ? [] : [$"Aliases: {string.Join(", ", command.Aliases)}"];
        string[] notes = [.. permissions, .. aliases];
        return notes.Length == 0
            ? null
            : new XElement(MamlNs + "alertSet", new XElement(MamlNs + "alert", Paragraphs(notes)));
    }

    // All text follows the code, since what stands before it ("introduction") is shown on its first line, as the prompt. The
    // empty paragraph keeps the next title apart from the last line.
    private static XElement Example(ExampleHelp example) => new(
        CommandNs + "example",
        new XElement(MamlNs + "title", $"-------- Example {example.Number}: {DocText.LineOf(example.Title)} --------"),
        new XElement(DevNs + "code", example.Code),
        new XElement(DevNs + "remarks", Paragraphs(MamlText.Paragraphs(example.Introduction.Then(example.Explanation)).Append(string.Empty))));

    private static XElement Link(DocInline link) => new(
        MamlNs + "navigationLink",
        new XElement(MamlNs + "linkText", link.Text),
        new XElement(MamlNs + "uri", link.Kind == DocInlineKind.Link ? link.Address : string.Empty));

    private static XElement Description(DocText text) => new(MamlNs + "description", Paragraphs(MamlText.Paragraphs(text)));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<string> texts) => texts.Select(text => new XElement(MamlNs + "para", text));
}
