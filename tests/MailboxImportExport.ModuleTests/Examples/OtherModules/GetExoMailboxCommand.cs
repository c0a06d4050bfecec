using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>Get-EXOMailbox: without more property sets the GUIDs of mailbox and archive are not there.</summary>
[Cmdlet(VerbsCommon.Get, "EXOMailbox")]
internal sealed class GetExoMailboxCommand : MailboxCommand
{
    [Parameter]
    [ValidateSet("Minimum", "Archive", "StatisticsSeed")]
    public string[] PropertySets { get; set; } = ["Minimum"];

    protected override PSObject Describe(SandboxUser user)
    {
        PSObject mailbox = Of(
            ("ExternalDirectoryObjectId", user.ObjectId.ToString()), ("UserPrincipalName", user.UserPrincipalName), ("Alias", Alias(user)),
            ("DisplayName", user.DisplayName), ("EmailAddresses", new[] { "SMTP:" + user.PrimarySmtpAddress }), ("PrimarySmtpAddress", user.PrimarySmtpAddress),
            ("RecipientType", "UserMailbox"), ("RecipientTypeDetails", RecipientTypeDetailsOf(user)), ("Identity", user.DisplayName), ("Id", user.DisplayName),
            ("Name", Alias(user)), ("OrganizationId", "contoso"), ("Guid", DirectoryGuid(user)), ("ExchangeVersion", "0.20 (15.0.0.0)"));
        if (PropertySets.Contains("StatisticsSeed"))
        {
            mailbox.Properties.Add(new PSNoteProperty("ExchangeGuid", user.ExchangeGuid));
            mailbox.Properties.Add(new PSNoteProperty("DatabaseGuid", DirectoryGuid(user)));
        }

        if (PropertySets.Contains("StatisticsSeed") || PropertySets.Contains("Archive"))
        {
            mailbox.Properties.Add(new PSNoteProperty("ArchiveGuid", user.ArchiveGuid));
        }

        return mailbox;
    }
}
