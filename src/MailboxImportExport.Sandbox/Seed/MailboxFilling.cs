using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Puts made-up content into mailboxes: for tests and rehearsals that need more, or other, items than the seed has.</summary>
internal static class MailboxFilling
{
    private const int Utf8CodePage = 65001;
    private const int NativeHtml = 3;
    private const int Read = 1;
    private static readonly DateTimeOffset FirstArrival = new(2023, 1, 2, 8, 0, 0, TimeSpan.Zero);

    // Shared by all generated items: a hundred thousand of them must fit into memory.
    private static readonly MapiProperty[] Shared =
    [
        Tags.MessageClass.With("IPM.Note"),
        Tags.Importance.With(1),
        Tags.Sensitivity.With(0),
        Tags.NativeBody.With(NativeHtml),
        Tags.InternetCodepage.With(Utf8CodePage),
        Tags.SenderAddressType.With("SMTP"),
        Tags.SentRepresentingAddressType.With("SMTP"),
    ];

    /// <summary>Adds a folder below another path, or below the visible root for a path of one name; parents must exist.</summary>
    public static SandboxFolder AddFolder(this SandboxMailbox mailbox, string path, string folderClass = "IPF.Note")
    {
        int end = path.LastIndexOf('/');
        SandboxFolder parent = end < 0 ? mailbox.VisibleRoot : mailbox.Folder(path[..end]);
        return mailbox.AddFolder(parent, new NewFolder(path[(end + 1)..]) { FolderClass = folderClass });
    }

    /// <summary>Adds one mail.</summary>
    public static SandboxItem AddMail(
        this SandboxMailbox mailbox,
        SandboxFolder folder,
        string subject,
        string from,
        DateTimeOffset received,
        bool isRead = true,
        DateTimeOffset? created = null)
    {
        MessageContent mail = Mail(subject, from, received, isRead, new MemoryContent("<p>Hello</p>"u8.ToArray()));
        return mailbox.AddItem(folder, new NewItem(mail) { Created = created ?? received });
    }

    /// <summary>Adds that many mails of about that many bytes; they arrive a minute apart. The same arguments give the same mails.</summary>
    public static IReadOnlyList<SandboxItem> AddItems(this SandboxMailbox mailbox, SandboxFolder folder, int count, int size = 2000, int seed = 1)
        => mailbox.AddItems(folder, count, _ => size, seed);

    /// <summary>Adds that many mails, each of about as many bytes as is said for its number; they arrive a minute apart.</summary>
    public static IReadOnlyList<SandboxItem> AddItems(this SandboxMailbox mailbox, SandboxFolder folder, int count, Func<int, int> sizeOf, int seed = 1)
    {
        List<SandboxItem> items = new(count);
        for (int index = 0; index < count; index++)
        {
            DateTimeOffset received = FirstArrival.AddMinutes(index).AddTicks(index * 1237L);
            Content body = new GeneratedContent(sizeOf(index), unchecked((seed * 1_000_003) + index));
            MessageContent mail = Mail($"Message {index + 1} of series {seed}", $"sender{index % 50}@fabrikam.example", received, isRead: true, body);
            items.Add(mailbox.AddItem(folder, new NewItem(mail) { Created = received }));
        }

        return items;
    }

    /// <summary>Adds one mail with an attachment of that many bytes, which take no memory.</summary>
    public static SandboxItem AddLargeItem(this SandboxMailbox mailbox, SandboxFolder folder, long bytes, int seed = 1)
        => mailbox.AddItem(folder, new NewItem(LargeMail(bytes, seed)) { Created = FirstArrival });

    /// <summary>Adds one such mail for each size. Those of one size are equal, and share what is prepared for them.</summary>
    public static void AddLargeItems(this SandboxMailbox mailbox, SandboxFolder folder, IEnumerable<long> sizes)
    {
        Dictionary<long, MessageContent> mails = [];
        foreach (long bytes in sizes)
        {
            if (!mails.TryGetValue(bytes, out MessageContent? mail))
            {
                mail = LargeMail(bytes, seed: 1);
                mails.Add(bytes, mail);
            }

            mailbox.AddItem(folder, new NewItem(mail) { Created = FirstArrival });
        }
    }

    private static MessageContent LargeMail(long bytes, int seed)
    {
        Content html = new MemoryContent("<p>See attachment</p>"u8.ToArray());
        AttachmentContent attachment = new()
        {
            Properties = new PropertyBag(
            [
                Tags.AttachNumber.With(0),
                Tags.AttachMethod.With(1),
                Tags.AttachLongFilename.With("large.bin"),
                Tags.AttachMimeTag.With("application/octet-stream"),
                Tags.RenderingPosition.With(-1),
                Tags.AttachData.With(new GeneratedContent(bytes, seed)),
            ]),
        };
        return Mail($"Large item of {bytes} bytes", "sender@fabrikam.example", FirstArrival, isRead: true, html) with { Attachments = [attachment] };
    }

    private static MessageContent Mail(string subject, string from, DateTimeOffset received, bool isRead, Content html) => new()
    {
        Properties = new PropertyBag(
        [
            .. Shared,
            .. MailSubject.Of(subject),
            .. MimeRecipients.Originators(new MailboxAddress(from, from), new MailboxAddress(from, from)),
            Tags.MessageFlags.With(isRead ? Read : 0),
            Tags.ClientSubmitTime.With(received.AddSeconds(-5)),
            Tags.MessageDeliveryTime.With(received),
            Tags.InternetMessageId.With($"<{SearchKeys.TextOf(subject, from, received)}@fabrikam.example>"),
            Tags.SearchKey.With(SearchKeys.Of(subject, from, received)),
            Tags.Html.With(html),
        ]),
        Recipients = [MimeRecipients.Of(0, 1, "Adele Vance", $"adele@{TenantSeed.Domain}")],
    };
}
