using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Reads the help of all commands of an assembly from its metadata and its documentation comments.</summary>
internal sealed class CommandReader : IDisposable
{
    private readonly XmlDocumentation _documentation;
    private readonly FaultList _faults;
    private readonly SourceLocations _locations = new();
    private readonly ReferenceNames _names;
    private readonly KeyValuePair<Type, string>[] _commands;

    internal CommandReader(CommandAssembly assembly, XmlDocumentation documentation, FaultList faults)
    {
        _documentation = documentation;
        _faults = faults;
        _commands =
        [
            .. assembly.Assembly.GetExportedTypes()
                .Where(type => !type.IsAbstract && AttributeData.FirstOf(type, AutomationNames.Cmdlet) is not null)
                .Select(type => KeyValuePair.Create(type, NameOf(type)))
                .OrderBy(command => command.Value, StringComparer.Ordinal),
        ];
        _names = new ReferenceNames(assembly, _commands);
    }

    internal IReadOnlyList<CommandHelp> Read() => [.. _commands.Select(command => Read(command.Key, command.Value))];

    public void Dispose() => _locations.Dispose();

    private CommandHelp Read(Type type, string name)
    {
        SourceLine where = _locations.Of(type);
        MemberText text = new(_documentation, _names.Find, _faults, where, name);
        XElement? comment = _documentation.Find(XmlDocumentation.IdOf(type));
        ParameterReader parameters = new(_documentation, _names, _faults, _locations);
        IReadOnlyList<ParameterHelp> found = parameters.Read(type);
        DocText output = text.Optional(comment, "returns");
        return new CommandHelp
        {
            Verb = name.Split('-')[0],
            Noun = name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..],
            Area = (type.Namespace ?? string.Empty).Split('.')[^1],
            Where = where,
            Aliases = AliasesOf(type),
            Synopsis = text.Required(comment, "summary", FaultCodes.NoSynopsis, "has no <summary>, the synopsis of the help"),
            Description = text.Required(comment, "remarks", FaultCodes.NoDescription, "has no <remarks>, the description of the help"),
            Parameters = found,
            ParameterSets = ParameterSets.Of(type, found),
            Inputs = PipelineInput.Of(found),
            Outputs = ReadOutputs(type, text, output),
            OutputText = output,
            Permissions = [.. AttributeData.Of(type, AutomationNames.RequiredPermission).Select(ReadPermission)],
            Examples = new ExampleReader(text).Read(comment),
            Links = [.. (comment?.Elements("seealso") ?? []).Select(text.Reference)],
        };
    }

    private IReadOnlyList<TypeHelp> ReadOutputs(Type type, MemberText text, DocText output)
    {
        IReadOnlyList<TypeHelp> outputs = new OutputReader(_documentation, text).Read(type);
        if (outputs.Count == 0 && output.IsEmpty)
        {
            text.Report(FaultCodes.NoOutput, "has no [OutputType]; a command that writes nothing says so in <returns>");
        }

        return outputs;
    }

    private static PermissionHelp ReadPermission(AttributeData attribute) =>
        new(attribute.Arguments.OfType<string>().FirstOrDefault() ?? string.Empty, attribute.Named<string>("For"));

    private static string NameOf(Type type) =>
        AttributeData.FirstOf(type, AutomationNames.Cmdlet) is AttributeData cmdlet ? string.Join('-', cmdlet.Arguments.OfType<string>()) : type.Name;

    private static IReadOnlyList<string> AliasesOf(Type type) =>
        [.. AttributeData.Of(type, AutomationNames.Alias).SelectMany(alias => alias.Arguments).OfType<string>()];
}
