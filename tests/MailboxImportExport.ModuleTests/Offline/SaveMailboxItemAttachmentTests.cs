using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Seed;
using MailboxImportExport.Sandbox.Shell;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Offline;

public sealed class SaveMailboxItemAttachmentTests : IClassFixture<SandboxSession>
{
    private const string Id = ",MailboxImportExport.Cmdlets.SaveMailboxItemAttachmentCommand";

    private readonly SandboxSession _session;
    private readonly SandboxFolder _folder;
    private readonly string _target;

    public SaveMailboxItemAttachmentTests(SandboxSession session)
    {
        _session = session;
        _folder = session.Mailbox("support").AddFolder($"Save-{Guid.NewGuid():N}");
        _target = session.NewPath();
    }

    private SandboxMailbox Support => _session.Mailbox("support");

    [Fact]
    public void SavesTheAttachmentsOfAMailboxFolder()
    {
        SandboxFolder alpha = _session.Mailbox("adele").Folder("Inbox/Projects/Alpha");
        int expected = alpha.Items.Sum(static item => item.Content.Attachments.Count(static a => a.Embedded is not null || a.Properties.Find(Tags.AttachData.Key) is not null));

        ShellResult result = Run("Get-MailboxItem adele@contoso.example -Folder Inbox/Projects/Alpha | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath $target -IncludeInline");

        result.Output.Count.ShouldBe(expected);
        Directory.GetFiles(_target).Length.ShouldBe(expected);
        result.Output.Select(static f => f.BaseObject).OfType<FileInfo>().Count().ShouldBe(expected);
    }

    [Fact]
    public void SavesTheBytesThatWereAttached()
    {
        Support.AddLargeItem(_folder, 500_000, seed: 3);

        Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | ConvertFrom-FastTransfer | Save-MailboxItemAttachment -DestinationPath $target");

        File.ReadAllBytes(Path.Combine(_target, "large.bin")).ShouldBe(new GeneratedContent(500_000, 3).ToArray());
    }

    [Fact]
    public void TakesSingleAttachmentsAndNames()
    {
        Add(("a.txt", 0), ("b.pdf", 0), ("c.pdf", 0));

        Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | ConvertFrom-FastTransfer | ForEach-Object Attachments | Where-Object Name -ne c.pdf | Save-MailboxItemAttachment -DestinationPath $target -Name *.pdf");

        Saved().ShouldBe(["b.pdf"]);
    }

    [Theory]
    [InlineData("", "a.txt")]
    [InlineData("-IncludeInline", "a.txt,image.png")]
    public void LeavesWhatIsShownInTheBodyUnlessAsked(string switches, string expected)
    {
        Add(("a.txt", 0), ("image.png", 4));

        Run($"Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath $target {switches}");

        Saved().ShouldBe(expected.Split(','));
    }

    [Fact]
    public void SaysWhatItWouldSaveAndSavesNothingWithWhatIf()
    {
        Add(("../../a.txt", 0));

        Run("$items = Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem");

        _session.Shell.RunAsUser($"$items | Save-MailboxItemAttachment -DestinationPath {_target} -WhatIf")
            .ShouldContain($"What if: Performing the operation \"Save attachment\" on target \"{Path.Combine(_target, "a.txt")}\".");

        Directory.Exists(_target).ShouldBeFalse();
    }

    [Fact]
    public void WritesNothingOutsideOfTheFolder()
    {
        Add(("../escaped.txt", 0), ("/tmp/escaped.txt", 0), ("NUL", 0), ("..", 0));

        Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath $target");

        Saved().ShouldBe(["_NUL", "attachment", "escaped (2).txt", "escaped.txt"], ignoreOrder: true);
    }

    [Fact]
    public void WarnsOfALinkThatHasNothingToSave()
    {
        AttachmentContent link = new() { Properties = new PropertyBag([Tags.AttachMethod.With(7), Tags.AttachLongFilename.With("plan.docx")]) };
        SandboxItem item = Support.AddMail(_folder, "Linked", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Support.TryUpdateItem(item, item.Content with { Attachments = [link] });

        ShellResult result = Run("Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath $target");

        result.Warnings.ShouldHaveSingleItem().ShouldBe("The attachment 'plan.docx' of 'Linked' is a link and has no content to save.");
    }

    [Fact]
    public void NamesTheFolderThatCannotBeWritten()
    {
        Add(("a.txt", 0));
        File.WriteAllText(_target, "a file");

        ShellResult result = _session.Try(
            "Get-MailboxItem support@contoso.example -Folder $name | Export-MailboxItem | Save-MailboxItemAttachment -DestinationPath $target",
            ("target", _target),
            ("name", _folder.DisplayName));

        SandboxSession.ErrorIds(result).ShouldBe(["FileNotWritable" + Id]);
    }

    private IEnumerable<string> Saved() => Directory.GetFiles(_target).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private void Add(params (string Name, int Flags)[] attachments)
    {
        SandboxItem item = Support.AddMail(_folder, "With attachments", "jo@fabrikam.example", DateTimeOffset.UnixEpoch);
        Support.TryUpdateItem(item, item.Content with
        {
            Attachments = [.. attachments.Select(static a => new AttachmentContent
            {
                Properties = new PropertyBag([Tags.AttachMethod.With(1), Tags.AttachLongFilename.With(a.Name), Tags.AttachFlags.With(a.Flags), Tags.AttachData.With(new MemoryContent([1, 2, 3]))]),
            })],
        });
    }

    private ShellResult Run(string script, params (string Name, object? Value)[] variables)
        => _session.Run(script, [.. variables, ("target", _target), ("name", _folder.DisplayName)]);
}
