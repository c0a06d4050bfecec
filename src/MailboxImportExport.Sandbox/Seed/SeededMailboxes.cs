using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>What the mailboxes of the seeded tenant hold.</summary>
internal sealed class SeededMailboxes(SeededRandom random)
{
    private static readonly DateTimeOffset Monday = new(2025, 3, 3, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly MailboxAddress Adele = new("Adele Vance", $"adele@{TenantSeed.Domain}");
    private static readonly MailboxAddress Bruno = new("Bruno Schmidt", TenantSeed.BrunoAddress);

    private static MailCorpus Corpus => MailCorpus.Instance;

    public void FillAdele(SandboxMailbox mailbox)
    {
        MailboxSeeder seeder = new(mailbox, random);
        SandboxFolder inbox = mailbox.WellKnown("inbox")!;
        SandboxFolder projects = mailbox.AddFolder(inbox, new NewFolder("Projects"));
        SandboxFolder alpha = mailbox.AddFolder(projects, new NewFolder("Alpha"));
        SandboxFolder audit = mailbox.AddFolder(inbox, new NewFolder("Audit 2024/25"));
        seeder.Add(inbox, Corpus.Group("plain_emails"));
        seeder.Add(projects, Corpus.Group("mime_emails"));
        seeder.Add(alpha, Corpus.Group("attachment_emails"));
        seeder.Add(audit, Corpus.Group("multi_charset", "rfc6532"));
        seeder.Add(mailbox.WellKnown("archive")!, Corpus.Group("rfc2822"));
        seeder.Add(mailbox.WellKnown("junkemail")!, Corpus.Group("error_emails"));
        seeder.Add(mailbox.WellKnown("deleteditems")!, Corpus.Group("multipart_report_emails"));
        FillSystemFolders(seeder);
        FillPersonal(seeder);
        seeder.Add(inbox, CalendarItems.MeetingRequest("Kick-off", Monday.AddDays(7), Hour, GlobalObjectId("kick-off"), Bruno, Adele));
        mailbox.AddItem(inbox, new NewItem(ViewSettings()) { Created = Monday, IsAssociated = true });
    }

    public void FillArchive(SandboxMailbox mailbox)
    {
        MailboxSeeder seeder = new(mailbox, random);
        seeder.Add(mailbox.Folder(mailbox.Language.Inbox), Corpus.Group("plain_emails", "mime_emails"));
        SandboxFolder old = mailbox.AddFolder(mailbox.VisibleRoot, new NewFolder("2019"));
        seeder.Add(mailbox.AddFolder(old, new NewFolder("Invoices")), Corpus.Group("attachment_emails"));
    }

    public void FillBruno(SandboxMailbox mailbox)
    {
        MailboxSeeder seeder = new(mailbox, random);
        SandboxFolder inbox = mailbox.WellKnown("inbox")!;
        seeder.Add(inbox, Corpus.Group("plain_emails", "multi_charset"));
        seeder.Add(mailbox.AddFolder(inbox, new NewFolder("Verträge & Angebote")), Corpus.Group("attachment_emails"));
        seeder.Add(mailbox.WellKnown("deleteditems")!, Corpus.Group("rfc2822").Take(4));
        FillPersonal(seeder);
    }

    public void FillSupport(SandboxMailbox mailbox)
    {
        MailboxSeeder seeder = new(mailbox, random);
        seeder.Add(mailbox.WellKnown("inbox")!, Corpus.Group("multipart_report_emails", "rfc2822"));
    }

    private static void FillSystemFolders(MailboxSeeder seeder)
    {
        SandboxMailbox mailbox = seeder.Mailbox;
        List<CorpusMessage> some = [.. Corpus.Group("rfc2822")];
        seeder.Add(mailbox.WellKnown("sentitems")!, some.Take(5));
        seeder.Add(mailbox.WellKnown("outbox")!, some.Skip(5).Take(1));
        seeder.Add(mailbox.WellKnown("drafts")!, some.Skip(6).Take(1));
        seeder.Add(mailbox.WellKnown("conversationhistory")!, some.Skip(7).Take(1));
        seeder.Add(mailbox.WellKnown("conflicts")!, some.Skip(8).Take(1));
        seeder.Add(mailbox.WellKnown("recoverableitemsdeletions")!, some.Skip(9).Take(3));
        seeder.Add(mailbox.WellKnown("recoverableitemspurges")!, some.Skip(12).Take(1));
        seeder.Add(mailbox.Folder("PersonMetadata"), some.Skip(13).Take(1));
    }

    private static void FillPersonal(MailboxSeeder seeder)
    {
        SandboxMailbox mailbox = seeder.Mailbox;
        SandboxFolder calendar = mailbox.WellKnown("calendar")!;
        seeder.Add(calendar, CalendarItems.Appointment("Dentist", Monday.AddDays(2), Hour, "Zürich"));
        seeder.Add(calendar, CalendarItems.Weekly("Team meeting", Monday, Hour, "Room 4", occurrences: 26));
        SandboxFolder contacts = mailbox.WellKnown("contacts")!;
        seeder.Add(contacts, PersonalItems.Contact("Jörg", "Müller", "Fabrikam", "joerg@fabrikam.example"));
        seeder.Add(contacts, PersonalItems.Contact("Ana", "García", "Wingtip", "ana@wingtip.example"));
        seeder.Add(mailbox.WellKnown("tasks")!, PersonalItems.TaskItem("File the tax return", Monday, Monday.AddDays(30)));
        seeder.Add(mailbox.WellKnown("notes")!, PersonalItems.StickyNote("Buy milk"));
    }

    private byte[] GlobalObjectId(string name)
        => [.. Convert.FromHexString("040000008200E00074C5B7101A82E008"), .. new byte[20], 0x10, 0, 0, 0, .. random.Bytes(name, 16)];

    private static MessageContent ViewSettings() => new()
    {
        Properties = new PropertyBag([Tags.MessageClass.With("IPM.Microsoft.FolderDesign.NamedView"), Tags.Subject.With("Compact")]),
    };
}
