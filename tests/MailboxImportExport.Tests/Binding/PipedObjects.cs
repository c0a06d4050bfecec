using System;
using System.Management.Automation;

namespace MailboxImportExport.Tests.Binding;

/// <summary>Objects as other modules write them to the pipeline: names and types of their properties are those of the originals.</summary>
internal static class PipedObjects
{
    public static readonly Guid ObjectId = new("11111111-1111-4111-8111-111111111111");
    public static readonly Guid MailboxGuid = new("22222222-2222-4222-8222-222222222222");
    public static readonly Guid ArchiveGuid = new("33333333-3333-4333-8333-333333333333");
    public static readonly Guid DirectoryGuid = new("44444444-4444-4444-8444-444444444444");
    public const string Name = "adele@contoso.example";
    public const string Address = "adele.vance@contoso.example";
    public const string Tenant = "55555555-5555-4555-8555-555555555555";

    public static PSObject Of(params (string Name, object? Value)[] properties)
    {
        PSObject value = new();
        foreach ((string name, object? content) in properties)
        {
            value.Properties.Add(new PSNoteProperty(name, content));
        }

        return value;
    }

    public static PSObject ExoMailbox() => Of(
        ("ExternalDirectoryObjectId", ObjectId.ToString()), ("UserPrincipalName", Name), ("Alias", "adele"), ("DisplayName", "Adele Vance"),
        ("Guid", DirectoryGuid), ("Id", "Adele Vance"), ("Identity", "Adele Vance"), ("Name", "adele"), ("PrimarySmtpAddress", Address),
        ("EmailAddresses", new[] { "SMTP:" + Address }), ("RecipientType", "UserMailbox"));

    public static PSObject ExoMailboxWithSets()
    {
        PSObject value = ExoMailbox();
        value.Properties.Add(new PSNoteProperty("ExchangeGuid", MailboxGuid));
        value.Properties.Add(new PSNoteProperty("ArchiveGuid", ArchiveGuid));
        return value;
    }

    /// <summary>Get-Mailbox over REST gives deserialised objects; without an archive its GUID is all zeros.</summary>
    public static PSObject Mailbox()
    {
        PSObject value = Of(
            ("ExchangeGuid", MailboxGuid), ("ArchiveGuid", Guid.Empty), ("ExternalDirectoryObjectId", ObjectId.ToString()), ("UserPrincipalName", Name),
            ("PrimarySmtpAddress", Address), ("WindowsEmailAddress", Address), ("Guid", DirectoryGuid), ("Id", "Adele Vance"), ("Identity", "Adele Vance"));
        value.TypeNames.Insert(0, "Deserialized.Microsoft.Exchange.Data.Directory.Management.Mailbox");
        return value;
    }

    public static PSObject ExoRecipient() => Of(
        ("ExternalDirectoryObjectID", ObjectId.ToString()), ("Name", "adele"), ("RecipientType", "UserMailbox"), ("Identity", "Adele Vance"));

    public static PSObject ExoCasMailbox() => Of(("PrimarySmtpAddress", Address), ("Guid", DirectoryGuid), ("Identity", "Adele Vance"), ("Name", "adele"));

    public static PSObject GraphUser() => Of(("Id", ObjectId.ToString()), ("UserPrincipalName", Name), ("Mail", Address), ("DisplayName", "Adele Vance"));

    public static PSObject Statistics(bool? isArchive = null)
    {
        PSObject value = Of(("MailboxGuid", MailboxGuid), ("DisplayName", "Adele Vance"), ("ItemCount", 7), ("OwnerADGuid", DirectoryGuid), ("ExternalDirectoryOrganizationId", Guid.NewGuid()));
        if (isArchive is bool archive)
        {
            value.Properties.Add(new PSNoteProperty("IsArchiveMailbox", archive));
        }

        return value;
    }

    public static PSObject Location(string type) => Of(
        ("MailboxGuid", MailboxGuid), ("MailboxLocationType", type), ("Identity", $"{Name}\\{MailboxGuid}"), ("OwnerId", "Adele Vance"), ("TenantGuid", Tenant));
}
