using System;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Tests.Sandbox.Streams;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Seed;

public sealed class MailCorpusTests
{
    [Fact]
    public void HoldsEveryMessageWhenMalformedOnesAreAmongThem()
    {
        MailCorpus.Instance.Messages.Count.ShouldBe(103);
        MailCorpus.Instance.Skipped.ShouldBeEmpty();
    }

    [Fact]
    public void SurvivesTheWayThroughAStreamWhenAnyMessageIsTaken()
        => MailCorpus.Instance.Messages.ShouldAllBe(static message
            => TestMessage.Read(TestMessage.Write(message.Content, null)).Message.SameAs(message.Content));

    [Fact]
    public void KeepsHeadersAddressesAndTimesWhenAMessageIsConverted()
    {
        MessageContent message = Content("basic_email.eml");

        message.Properties.Text(Tags.Subject).ShouldBe("Testing 123");
        message.Properties.Text(Tags.InternetMessageId).ShouldBe("<6B7EC235-5B17-4CA8-B2B8-39290DEB43A3@test.lindsaar.net>");
        message.Properties.Text(Tags.SenderSmtpAddress).ShouldBe("test@lindsaar.net");
        message.Properties.Text(Tags.TransportMessageHeaders)!.ShouldContain("Received: by 10.140.178.13");
        message.Properties.Time(Tags.ClientSubmitTime)!.Value.ShouldBe(new(2008, 11, 22, 4, 4, 59, TimeSpan.Zero));
        message.Recipients.Single().Text(Tags.SmtpAddress).ShouldBe("raasdnil@gmail.com");
    }

    [Fact]
    public void TakesSubjectAndConversationApartWhenItIsAnAnswer()
    {
        MessageContent message = Content("raw_email_reply.eml");

        message.Properties.Text(Tags.SubjectPrefix).ShouldBe("Re: ");
        message.Properties.Text(Tags.ConversationTopic).ShouldBe(message.Properties.Text(Tags.NormalizedSubject));
        message.Properties.Text(Tags.InReplyToId)!.ShouldStartWith("<");
    }

    [Fact]
    public void EmbedsTheMessageWhenOneIsAttached()
    {
        MessageContent message = Content("attachment_message_rfc822.eml");

        AttachmentContent attached = message.Attachments.Single(static attachment => attachment.Embedded is not null);

        attached.Properties.Number(Tags.AttachMethod).ShouldBe(5);
        attached.Embedded!.Properties.Text(Tags.MessageClass).ShouldBe("IPM.Note");
    }

    [Fact]
    public void DecodesTheAttachmentWhenItIsAPdf()
    {
        AttachmentContent pdf = Content("attachment_pdf.eml").Attachments.Single();

        pdf.Properties.Text(Tags.AttachLongFilename).ShouldBe("broken.pdf");
        pdf.Properties.Content(Tags.AttachData)!.ToArray()[..4].ShouldBe("%PDF"u8.ToArray());
    }

    private static MessageContent Content(string name) => MailCorpus.Instance.Messages.Single(message => message.Name == name).Content;
}
