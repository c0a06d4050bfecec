using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;
using MailboxImportExport.Help.Documentation;
using MailboxImportExport.Help.Model;

namespace MailboxImportExport.Help.Reflection;

/// <summary>Reads the parameters of a command, those of its base classes included.</summary>
internal sealed class ParameterReader(XmlDocumentation documentation, ReferenceNames names, FaultList faults, SourceLocations locations)
{
    internal IReadOnlyList<ParameterHelp> Read(Type command)
    {
        IEnumerable<ParameterHelp> own = command.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => UsesOf(property).Count > 0)
            .Select(Read);
        bool asks = AttributeData.FirstOf(command, AutomationNames.Cmdlet)?.Named<bool>("SupportsShouldProcess") ?? false;
        return
        [
            .. own
                .OrderBy(parameter => parameter.Position ?? int.MaxValue)
                .ThenBy(parameter => parameter.Uses.Any(use => use.Mandatory) ? 0 : 1)
                .ThenBy(parameter => parameter.Name, StringComparer.Ordinal),
            .. asks ? ShouldProcessParameters.All : [],
        ];
    }

    private ParameterHelp Read(PropertyInfo property)
    {
        MemberText text = new(documentation, names.Find, faults, locations.Of(property), $"parameter -{property.Name}");
        XElement? comment = documentation.Find(XmlDocumentation.IdOf(property, 'P'));
        return new ParameterHelp
        {
            Name = property.Name,
            Type = TypeNames.Short(property.PropertyType),
            FullType = TypeNames.Full(property.PropertyType),
            IsSwitch = property.PropertyType.FullName == AutomationNames.SwitchParameter,
            Description = text.Required(comment, "summary", FaultCodes.UndocumentedParameter, "has no <summary>"),
            Default = text.Optional(comment, "value"),
            Aliases = [.. AttributeData.Of(property, AutomationNames.Alias).SelectMany(alias => alias.Arguments).OfType<string>()],
            Wildcards = AttributeData.FirstOf(property, AutomationNames.SupportsWildcards) is not null,
            Values = ReadValues(property, text),
            Uses = UsesOf(property),
        };
    }

    private IReadOnlyList<ValueHelp> ReadValues(PropertyInfo property, MemberText text)
    {
        if (AttributeData.FirstOf(property, AutomationNames.ValidateSet) is AttributeData set)
        {
            return [.. set.Arguments.OfType<string>().Select(value => new ValueHelp(value, DocText.Empty))];
        }

        Type type = TypeNames.ValueOf(property.PropertyType);
        if (!type.IsEnum)
        {
            return [];
        }

        return
        [
            .. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => new ValueHelp(
                field.Name,
                documentation.Covers(type) ? text.SummaryOf(XmlDocumentation.IdOf(field, 'F'), $"the value {field.Name}") : DocText.Empty)),
        ];
    }

    private static IReadOnlyList<ParameterUse> UsesOf(PropertyInfo property) =>
    [
        .. AttributeData.Of(property, AutomationNames.Parameter)
            .Where(attribute => !attribute.Named<bool>("DontShow"))
            .Select(attribute => new ParameterUse(
                attribute.Named<string>("ParameterSetName") is string set && set != AutomationNames.AllParameterSets ? set : null,
                attribute.Named<bool>("Mandatory"),
                attribute.Named<int?>("Position"),
                attribute.Named<bool>("ValueFromPipeline"),
                attribute.Named<bool>("ValueFromPipelineByPropertyName"))),
    ];
}
