using System;
using System.Linq;
using System.Text;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Mail;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.FastTransfer;
using MailboxImportExport.Tests.Sandbox.Streams;
using MimeKit;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Mail;

public sealed class ItemConverterTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly byte[] OneOff =
    [
        0, 0, 0, 0, .. Convert.FromHexString("812B1FA4BEA310199D6E00DD010F5402"), 0, 0, 0x01, 0x90, .. Encoding.Unicode.GetBytes("Adele\0SMTP\0adele@contoso.example\0"),
    ];

    [Fact]
    public void ReadsMail()
    {
        MessageContent message = Corpus("rfc2822", "example01.eml");

        MailboxItemContent item = Read(message);

        item.Source.ShouldBe("test");
        item.ItemClass.ShouldBe("IPM.Note");
        item.Subject.ShouldBe("Saying Hello");
        item.From!.ToString().ShouldBe("John Doe <jdoe@machine.example>");
        item.Sender.ShouldBeNull();
        item.To.ShouldHaveSingleItem().ToString().ShouldBe("Mary Smith <mary@example.net>");
        item.Cc.ShouldBeEmpty();
        item.Sent.ShouldBe(new DateTimeOffset(1997, 11, 21, 15, 55, 6, TimeSpan.Zero));
        item.IsRead.ShouldBe(true);
        item.IsDraft.ShouldBeFalse();
        item.Importance.ShouldBe(MailboxItemLevel.Normal);
        item.InternetMessageId.ShouldBe("<1234@local.machine.example>");
        item.TransportHeaders!.ShouldContain("Subject: Saying Hello");
        item.TextBody!.Trim().ShouldBe("This is a message just to say hello.\r\nSo, \"Hello\".".ReplaceLineEndings(item.TextBody!.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n"));
        item.IsComplete.ShouldBeTrue();
        item.ServerVersion.ShouldBe("15.20.4566.6022");
        item.ToString().ShouldBe("Saying Hello");
    }

    [Fact]
    public void ReadsEveryItemOfTheSeed()
    {
        SandboxTenant tenant = new TenantSeed(20_240_229, TimeProvider.System).Create();
        foreach (SandboxItem item in tenant.Mailboxes.SelectMany(static m => m.Items).Where(static i => i.Content.Size() < 1_000_000))
        {
            MailboxItemContent content = Read(item.Content);

            content.Subject.ShouldBe(item.Content.Properties.Text(Tags.Subject));
            content.ItemClass.ShouldBe(item.Content.Properties.Text(Tags.MessageClass));
            content.Categories.ShouldBe(item.Content.Properties.Texts(Tags.Keywords));
            content.Recipients.Select(static r => r.Address).ShouldBe(item.Content.Recipients.Select(static r => r.Text(Tags.SmtpAddress)));
            content.Attachments.Count.ShouldBe(item.Content.Attachments.Count);
            content.Properties.Count.ShouldBe(item.Content.Properties.Count);
            (content.Appointment is not null).ShouldBe(content.ItemClass!.StartsWith("IPM.Appointment", StringComparison.Ordinal) || content.ItemClass.StartsWith("IPM.Schedule", StringComparison.Ordinal));
            (content.Contact is not null).ShouldBe(content.ItemClass == "IPM.Contact");
            (content.Task is not null).ShouldBe(content.ItemClass == "IPM.Task");
        }
    }

    [Fact]
    public void ReadsAnAppointment()
    {
        MailboxItemContent item = Read(CalendarItems.Weekly("Team", Start, TimeSpan.FromMinutes(45), "Room 1", 10));

        item.Appointment!.Start.ShouldBe(Start);
        item.Appointment.End.ShouldBe(Start.AddMinutes(45));
        item.Appointment.Location.ShouldBe("Room 1");
        item.Appointment.BusyStatus.ShouldBe(MailboxItemBusyStatus.Busy);
        item.Appointment.IsRecurring.ShouldBeTrue();
        item.Appointment.ReminderMinutes.ShouldBe(15);
        item.Appointment.IsMeeting.ShouldBeFalse();
        item.Appointment.ToString().ShouldBe("2026-03-02 09:00 (Room 1)");
    }

    [Fact]
    public void ReadsAMeetingRequestWithItsOrganizer()
    {
        MailboxAddress organizer = new("Adele Vance", "adele@contoso.example");

        MailboxItemContent item = Read(CalendarItems.MeetingRequest("Plan", Start, TimeSpan.FromHours(1), [1, 2, 3], organizer, new MailboxAddress("Bruno", "bruno@contoso.example")));

        item.Appointment!.IsMeeting.ShouldBeTrue();
        item.Appointment.Organizer!.Address.ShouldBe("adele@contoso.example");
        item.Appointment.GlobalObjectId.ShouldBe("010203");
        item.To.ShouldHaveSingleItem().Name.ShouldBe("Bruno");
    }

    [Fact]
    public void ReadsAContact()
    {
        MailboxItemContact contact = Read(PersonalItems.Contact("Adele", "Vance", "Contoso", "adele@contoso.example")).Contact!;

        contact.DisplayName.ShouldBe("Adele Vance");
        contact.FileAs.ShouldBe("Vance, Adele");
        contact.Company.ShouldBe("Contoso");
        contact.BusinessPhone.ShouldBe("+49 30 5550100");
        contact.EmailAddresses.ShouldHaveSingleItem().ToString().ShouldBe("Adele Vance <adele@contoso.example>");
    }

    [Fact]
    public void ReadsATask()
    {
        MailboxItemTask task = Read(PersonalItems.TaskItem("Report", Start, Start.AddDays(7))).Task!;

        task.Status.ShouldBe(MailboxItemTaskStatus.InProgress);
        task.Start.ShouldBe(Start);
        task.ToString().ShouldBe("InProgress, due 2026-03-09");
        task.IsComplete.ShouldBeFalse();
    }

    [Fact]
    public void DescribesAttachmentsAndReadsAttachedItems()
    {
        MailboxItemContent item = Read(TestMessage.Full(attachmentLength: 200_000));

        item.Attachments[0].Name.ShouldBe("data.bin");
        item.Attachments[0].Size.ShouldBe(200_000);
        item.Attachments[0].Method.ShouldBe(MailboxItemAttachmentMethod.File);
        item.Attachments[0].Item.ShouldBeNull();
        item.Attachments[1].Method.ShouldBe(MailboxItemAttachmentMethod.Item);
        item.Attachments[1].Item!.Subject.ShouldBe("inside");
    }

    [Theory]
    [InlineData(0x4, false, true)]
    [InlineData(0, true, true)]
    [InlineData(0, false, false)]
    public void TellsWhatIsShownInTheBody(int flags, bool isHidden, bool isInline)
    {
        AttachmentContent image = new() { Properties = new PropertyBag([Tags.AttachMethod.With(1), Tags.AttachFlags.With(flags), Tags.AttachmentHidden.With(isHidden), Tags.AttachContentId.With("x@y")]) };

        MailboxItemAttachment attachment = Read(TestMessage.Plain("a") with { Attachments = [image] }).Attachments[0];

        attachment.IsInline.ShouldBe(isInline);
        attachment.ContentId.ShouldBe("x@y");
    }

    [Fact]
    public void MakesTextOfHtmlWhenThereIsNoText()
    {
        MailboxItemContent item = Read(With(Tags.Html.With("<p>Grüße</p>"u8.ToArray()), Tags.InternetCodepage.With(65001)));

        item.HtmlBody.ShouldBe("<p>Grüße</p>");
        item.TextBody.ShouldBe("Grüße");
    }

    [Theory]
    [InlineData(1252, "FC", "ü")]
    [InlineData(1251, "FC", "ь")]
    [InlineData(null, "C3BC", "ü")]
    [InlineData(null, "FC", "ü")]
    [InlineData(77, "C3BC", "ü")]
    public void DecodesHtmlByWhatSaysHow(int? codePage, string hex, string expected)
    {
        MapiPropertyBagBuilder properties = new(Tags.Html.With(Convert.FromHexString(hex)));
        if (codePage is int named)
        {
            properties.Add(Tags.InternetCodepage.With(named));
        }

        Read(properties.Message).HtmlBody.ShouldBe(expected);
    }

    [Fact]
    public void DecodesHtmlByItsOwnWordWhenTheItemSaysNothing()
        => Read(With(Tags.Html.With(Encoding.Latin1.GetBytes("<meta charset=\"iso-8859-1\">\u00fc")))).HtmlBody!.ShouldEndWith("ü");

    [Fact]
    public void TakesHtmlAndTextOutOfRichTextThatWasMadeOfHtml()
    {
        byte[] rtf = RtfCompressor.Compress(@"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf \htmlrtf0 Hello{\*\htmltag72 </p>}}"u8.ToArray());

        MailboxItemContent item = Read(With(new PropertyTag(0x1009, PropertyType.Binary).With(rtf)));

        item.HtmlBody.ShouldBe("<p>Hello</p>");
        item.TextBody.ShouldBe("Hello");
    }

    [Fact]
    public void TakesTextOutOfRichText()
    {
        byte[] rtf = RtfCompressor.Compress(@"{\rtf1\ansi {\b Hello}\par}"u8.ToArray());

        MailboxItemContent item = Read(With(new PropertyTag(0x1009, PropertyType.Binary).With(rtf)));

        item.HtmlBody.ShouldBeNull();
        item.TextBody.ShouldBe("Hello\r\n");
    }

    [Fact]
    public void FindsTheAddressOfAPersonOfExchange()
    {
        MapiPropertyBagBuilder sender = new(Tags.SenderName.With("Adele"), Tags.SenderAddressType.With("EX"), Tags.SenderEmailAddress.With("/o=Contoso/cn=adele"));

        Read(sender.Message).From!.ShouldBe(new MailboxItemAddress { Name = "Adele", Address = "/o=Contoso/cn=adele", AddressType = "EX" });
        Read(sender.With(Tags.SenderSmtpAddress.With("a@contoso.example"))).From!.Address.ShouldBe("a@contoso.example");
        Read(sender.With(new PropertyTag(0x0C19, PropertyType.Binary).With(OneOff))).From!.Address.ShouldBe("adele@contoso.example");
        Read(sender.With(new PropertyTag(0x0C1D, PropertyType.Binary).With("SMTP:ADELE@CONTOSO.EXAMPLE\0"u8.ToArray()))).From!.Address.ShouldBe("ADELE@CONTOSO.EXAMPLE");
    }

    [Fact]
    public void NamesTheSenderWhenSomebodySentForSomebodyElse()
    {
        MailboxItemContent item = Read(With(
            Tags.SenderName.With("Assistant"), Tags.SenderSmtpAddress.With("assistant@contoso.example"),
            Tags.SentRepresentingName.With("Boss"), Tags.SentRepresentingSmtpAddress.With("boss@contoso.example")));

        item.From!.Name.ShouldBe("Boss");
        item.Sender!.Name.ShouldBe("Assistant");
    }

    [Fact]
    public void TakesTheControlPrefixOffTheSubject() => Read(With(Tags.Subject.With("\u0001\u0005RE: x"))).Subject.ShouldBe("RE: x");

    [Fact]
    public void NamesPropertiesByTheirCanonicalNamesWithTypedValues()
    {
        MailboxItemContent item = Read(With(Tags.Importance.With(2), Tags.ReminderDelta.With(15), Tags.Keywords.With(new[] { "a" }), Tags.ClientSubmitTime.With(Start)));

        item.Properties.Select(static p => $"{p.Name} {p.Type}").ShouldBe(
            ["PidTagImportance Integer32", "PidTagClientSubmitTime Time", "PidNameKeywords MultipleString", "PidLidReminderDelta Integer32"], ignoreOrder: true);
        item.Properties.Single(static p => p.Name == "PidTagClientSubmitTime").Value.ShouldBe(Start);
        item.Properties.Single(static p => p.Name == "PidNameKeywords").Value.ShouldBe(new[] { "a" });
    }

    [Fact]
    public void LeavesLongValuesWhereTheyAre()
    {
        MapiPropertyValue html = Read(TestMessage.Plain("a", htmlLength: 100_000)).Properties.Single(static p => p.Name == "PidTagHtml");

        html.Value.ShouldBeNull();
        html.Length.ShouldBe(100_000);
        html.ToString().ShouldBe("PidTagHtml = 100000 bytes");
    }

    [Fact]
    public void ListsThePropertiesOfEveryPartWithItsPlace()
    {
        using FastTransferItem item = StreamBytes.Read(TestMessage.Write(TestMessage.Full(attachmentLength: 100)));

        MapiPropertyValue[] values = [.. MailboxImportExport.Mail.PropertyValues.Everything(item.Message, [])];

        values.Select(static v => v.Place).Distinct().ShouldBe([string.Empty, "Recipient 1", "Recipient 2", "Attachment 1", "Attachment 2", "Attachment 2/Message"]);
        values.Single(static v => v.Place == "Attachment 2/Message" && v.Name == "PidTagSubject").Value.ShouldBe("inside");
        values.Where(static v => v.Place.Length == 0).Select(static v => v.Offset).ShouldBeInOrder();
    }

    private static MessageContent Corpus(string group, string file) => MailCorpus.Instance.Messages.Single(m => m.Group == group && m.Name == file).Content;

    private static MessageContent With(params MailboxImportExport.Sandbox.Mapi.MapiProperty[] properties) => new MapiPropertyBagBuilder(properties).Message;

    private static MailboxItemContent Read(MessageContent message)
    {
        using FastTransferItem item = StreamBytes.Read(TestMessage.Write(message));
        return ItemConverter.Convert(item, ItemSource.Of("test", null), 0);
    }
}
