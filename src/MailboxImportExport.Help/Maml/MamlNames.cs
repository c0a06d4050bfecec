using System.Xml.Linq;

namespace MailboxImportExport.Help.Maml;

/// <summary>The namespaces of the help format that Get-Help reads.</summary>
internal static class MamlNames
{
    internal static readonly XNamespace RootNs = "http://msh";
    internal static readonly XNamespace MamlNs = "http://schemas.microsoft.com/maml/2004/10";
    internal static readonly XNamespace CommandNs = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    internal static readonly XNamespace DevNs = "http://schemas.microsoft.com/maml/dev/2004/10";
}
