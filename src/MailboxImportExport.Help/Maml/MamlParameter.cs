using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using MailboxImportExport.Help.Model;
using static MailboxImportExport.Help.Maml.MamlNames;

namespace MailboxImportExport.Help.Maml;

/// <summary>Writes a parameter: once for each syntax line it stands in, and once with all that is to be known of it.</summary>
internal static class MamlParameter
{
    /// <summary>The parameter in a syntax line; a switch has no value there.</summary>
    internal static XElement InSyntax(ParameterHelp parameter, ParameterUse use) => Create(
        parameter,
        use.Mandatory,
        use.Position,
        use.ByValue,
        use.ByName,
        parameter.IsSwitch ? null : Value(parameter, required: true),
        parameter.IsSwitch || parameter.Values.Count == 0
            ? null
            : new XElement(
                CommandNs + "parameterValueGroup",
                parameter.Values.Select(value => new XElement(CommandNs + "parameterValue", new XAttribute("required", "false"), value.Name))));

    internal static XElement InDetail(ParameterHelp parameter) => Create(
        parameter,
        parameter.IsMandatory,
        parameter.Position,
        parameter.ByValue,
        parameter.ByName,
        Value(parameter, required: !parameter.IsSwitch),
        new XElement(DevNs + "type", new XElement(MamlNs + "name", parameter.FullType), new XElement(MamlNs + "uri")),
        new XElement(DevNs + "defaultValue", parameter.Default.IsEmpty ? (parameter.IsSwitch ? "False" : "None") : parameter.Default.ToLine()));

    private static XElement Create(ParameterHelp parameter, bool required, int? position, bool byValue, bool byName, params XElement?[] rest) => new(
        CommandNs + "parameter",
        new XAttribute("required", Flag(required)),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", Flag(parameter.Wildcards)),
        new XAttribute("pipelineInput", Pipeline(byValue, byName)),
        new XAttribute("position", position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(MamlNs + "name", parameter.Name),
        new XElement(MamlNs + "description", Description(parameter).Select(paragraph => new XElement(MamlNs + "para", paragraph))),
        rest);

    private static IEnumerable<string> Description(ParameterHelp parameter)
    {
        IEnumerable<string> paragraphs = MamlText.Paragraphs(parameter.Description);
        return parameter.Values.Count == 0
            ? paragraphs
            : paragraphs.Append(string.Join('\n', parameter.Values.Select(value => value.Description.IsEmpty ? $"- {value.Name}" : $"- {value.Name}: {value.Description.ToLine()}")));
    }

    private static XElement Value(ParameterHelp parameter, bool required) => new(
        CommandNs + "parameterValue",
        new XAttribute("required", Flag(required)),
        new XAttribute("variableLength", "false"),
        parameter.IsSwitch ? "SwitchParameter" : parameter.Type);

    private static string Pipeline(bool byValue, bool byName) => (byValue, byName) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    private static string Flag(bool value) => value ? "true" : "false";
}
