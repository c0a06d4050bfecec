using System.Collections.Generic;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Adds users with empty mailboxes to a tenant: user1, user2 and so on.</summary>
internal static class AddedUsers
{
    public static IReadOnlyList<SandboxMailbox> AddUsers(this SandboxTenant tenant, int count, int seed = 1)
    {
        SeededRandom random = new(seed);
        List<SandboxMailbox> mailboxes = new(count);
        for (int number = 1; number <= count; number++)
        {
            string name = $"user{number}";
            SandboxMailbox mailbox = tenant.AddMailbox(random.Guid($"mailbox/{name}"), MailboxKind.Primary, MailboxLanguage.English);
            StandardFolders.AddTo(mailbox);
            string address = $"{name}@{TenantSeed.Domain}";
            tenant.AddUser(new SandboxUser(random.Guid($"user/{name}"), address, $"User {number}") { PrimarySmtpAddress = address, Mailbox = mailbox });
            mailboxes.Add(mailbox);
        }

        return mailboxes;
    }
}
