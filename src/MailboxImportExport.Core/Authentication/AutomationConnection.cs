using System.Collections;

namespace MailboxImportExport.Authentication;

/// <summary>A connection asset of Azure Automation, as Get-AutomationConnection gives it: a table of names and texts.</summary>
/// <remarks>Azure Automation documentation, "Manage connections in Azure Automation", type AzureServicePrincipal.</remarks>
internal sealed record AutomationConnection(string TenantId, string ClientId, string CertificateThumbprint)
{
    public static AutomationConnection Read(IDictionary asset) => new(
        Text(asset, "TenantId"),
        Text(asset, "ApplicationId"),
        Text(asset, "CertificateThumbprint"));

    private static string Text(IDictionary asset, string name)
    {
        foreach (DictionaryEntry entry in asset)
        {
            bool isIt = string.Equals(entry.Key.ToString(), name, System.StringComparison.OrdinalIgnoreCase);
            if (isIt && entry.Value?.ToString() is { Length: > 0 } text)
            {
                return text;
            }
        }

        throw Errors.AutomationConnectionInvalid(name);
    }
}
