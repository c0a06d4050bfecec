using System;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes the tenant that a sandbox starts with. The same seed gives the same tenant, down to ids and times.</summary>
internal sealed class TenantSeed(int seed, TimeProvider clock)
{
    public const string Domain = "contoso.example";

    /// <summary>The primary address of the one user whose address is not the user principal name.</summary>
    public const string BrunoAddress = "bruno.schmidt@contoso.example";

    private readonly SeededRandom _random = new(seed);

    public SandboxTenant Create()
    {
        SandboxTenant tenant = new(_random.Guid("tenant"), Domain, clock, new PermissionCatalog(_random.Guid));
        SeededMailboxes mailboxes = new(_random);
        SandboxMailbox adele = Add(tenant, "adele", MailboxKind.Primary, MailboxLanguage.English);
        SandboxMailbox archive = Add(tenant, "adele/archive", MailboxKind.Archive, MailboxLanguage.English);
        SandboxMailbox bruno = Add(tenant, "bruno", MailboxKind.Primary, MailboxLanguage.German);
        SandboxMailbox chika = Add(tenant, "chika", MailboxKind.Primary, MailboxLanguage.English);
        SandboxMailbox support = Add(tenant, "support", MailboxKind.Shared, MailboxLanguage.English);
        mailboxes.FillAdele(adele);
        mailboxes.FillArchive(archive);
        mailboxes.FillBruno(bruno);
        mailboxes.FillSupport(support);

        tenant.AddUser(User("adele", "Adele Vance") with { Mailbox = adele, Archive = archive });
        tenant.AddUser(User("bruno", "Bruno Schmidt") with { Mailbox = bruno, PrimarySmtpAddress = BrunoAddress });
        tenant.AddUser(User("chika", "Chika Obi") with { Mailbox = chika });
        tenant.AddUser(User("support", "Support") with { Mailbox = support });
        tenant.AddUser(User("dana", "Dana without a mailbox") with { IsAdministrator = true });
        AddIdentities(tenant);
        return tenant;
    }

    private SandboxMailbox Add(SandboxTenant tenant, string name, MailboxKind kind, MailboxLanguage language)
    {
        SandboxMailbox mailbox = tenant.AddMailbox(_random.Guid($"mailbox/{name}"), kind, language);
        StandardFolders.AddTo(mailbox);
        return mailbox;
    }

    private SandboxUser User(string name, string displayName)
        => new(_random.Guid($"user/{name}"), $"{name}@{Domain}", displayName) { PrimarySmtpAddress = $"{name}@{Domain}" };

    private void AddIdentities(SandboxTenant tenant)
    {
        tenant.AddManagedIdentity(new ManagedIdentity(_random.Guid("identity/system/client"), _random.Guid("identity/system"), "automation-contoso")
        {
            IsSystemAssigned = true,
            Roles = GraphPermissions.AllRoles,
        });
        tenant.AddManagedIdentity(new ManagedIdentity(_random.Guid("identity/assigned/client"), _random.Guid("identity/assigned"), "export-only")
        {
            ResourceId = $"/subscriptions/{_random.Guid("subscription")}/resourcegroups/mail/providers/Microsoft.ManagedIdentity/userAssignedIdentities/export-only",
            Roles = ["User.Read.All", "MailboxFolder.Read.All", "MailboxItem.Read.All", "MailboxItem.Export.All"],
        });
    }
}
