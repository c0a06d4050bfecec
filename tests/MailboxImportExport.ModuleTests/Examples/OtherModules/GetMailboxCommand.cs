using System.Management.Automation;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.ModuleTests.Examples.OtherModules;

/// <summary>Get-Mailbox: deserialised objects with all properties; without an archive its GUID is all zeros.</summary>
[Cmdlet(VerbsCommon.Get, "Mailbox")]
internal sealed class GetMailboxCommand : MailboxCommand
{
    protected override PSObject Describe(SandboxUser user)
    {
        PSObject mailbox = Of(
            ("ExchangeGuid", user.ExchangeGuid), ("ArchiveGuid", user.ArchiveGuid), ("ExternalDirectoryObjectId", user.ObjectId.ToString()),
            ("UserPrincipalName", user.UserPrincipalName), ("Alias", Alias(user)), ("DisplayName", user.DisplayName), ("Name", Alias(user)),
            ("PrimarySmtpAddress", user.PrimarySmtpAddress), ("WindowsEmailAddress", user.PrimarySmtpAddress),
            ("EmailAddresses", new[] { "SMTP:" + user.PrimarySmtpAddress }), ("RecipientTypeDetails", RecipientTypeDetailsOf(user)),
            ("ProhibitSendQuota", "99 GB (106,300,440,576 bytes)"), ("Identity", user.DisplayName), ("Id", user.DisplayName), ("Guid", DirectoryGuid(user)));
        mailbox.TypeNames.Insert(0, "Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox");
        return mailbox;
    }
}
