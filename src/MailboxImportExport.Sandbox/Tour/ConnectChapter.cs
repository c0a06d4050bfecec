using System;

namespace MailboxImportExport.Sandbox.Tour;

/// <summary>Import the module and sign in.</summary>
internal sealed class ConnectChapter(string manifest) : ITourChapter
{
    public string Title => "Connect";

    public void Run(TourGuide guide)
    {
        guide.Say("The module is imported from where the build left it. On your computer: Import-Module MailboxImportExport");
        guide.Type($"Import-Module '{manifest}'");
        guide.Say("The sandbox stands in for Exchange Online. In earnest: -TenantId, -ClientId and -CertificateThumbprint, or -ManagedIdentity.");
        string shown = guide.Type($"Connect-MailboxImportExport -Sandbox -Uri {guide.Server.Uri.GetLeftPart(UriPartial.Authority)}");
        guide.Check("connecting says nothing when all is well", !shown.Contains("error", StringComparison.OrdinalIgnoreCase));
        string context = guide.Type("Get-MailboxImportExportContext");
        guide.Check("the context shows the tenant", context.Contains(guide.Server.Tenant.Id.ToString(), StringComparison.OrdinalIgnoreCase));
        guide.Check("and neither token nor secret", !context.Contains(guide.Server.Address.ClientSecret, StringComparison.Ordinal) && !context.Contains("eyJ", StringComparison.Ordinal));
    }
}
