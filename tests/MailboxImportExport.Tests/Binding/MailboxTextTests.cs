using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Binding;

public sealed class MailboxTextTests
{
    private static readonly MailboxIdentityTransformationAttribute Transformation = new();

    [Theory]
    [InlineData(" adele@contoso.example ", "adele@contoso.example")]
    [InlineData("ann_fabrikam.example#EXT#@contoso.example", "ann_fabrikam.example#EXT#@contoso.example")]
    public void TakesTextWithAnAtSignForAUserName(string text, string name)
        => Read(text).ShouldBe(new MailboxIdentity { UserPrincipalName = name, Text = name });

    [Theory]
    [InlineData("11111111-1111-4111-8111-111111111111")]
    [InlineData("{11111111-1111-4111-8111-111111111111}")]
    [InlineData("11111111111141118111111111111111")]
    public void TakesAGuidForAnObjectId(string text)
        => Read(text).ObjectId.ShouldBe(PipedObjects.ObjectId);

    [Theory]
    [InlineData("MBX:22222222-2222-4222-8222-222222222222@55555555-5555-4555-8555-555555555555")]
    [InlineData("mbx:22222222-2222-4222-8222-222222222222@55555555-5555-4555-8555-555555555555")]
    public void TakesAReadyIdAsItIs(string text)
        => Read(text).ShouldBe(new MailboxIdentity { MailboxId = text, Text = text });

    [Theory]
    [InlineData("")]
    [InlineData("adele")]
    [InlineData("@contoso.example")]
    [InlineData("MBX:22222222-2222-4222-8222-222222222222")]
    [InlineData("MBX:22222222@55555555\n")]
    public void RecognisesNothingWhenTextNamesNoMailbox(string text)
        => Read(text).MailboxId.ShouldBeNull();

    [Fact]
    public void GivesOneIdentityForEachWhenThereAreSeveral()
    {
        object[] inputs =
        [
            new[] { "a@x.example", "b@x.example" },
            new ArrayList { "a@x.example", new PSObject("b@x.example") },
            new PSObject(new List<object> { "a@x.example", "b@x.example" }),
        ];
        foreach (object input in inputs)
        {
            Transform(input).Select(static i => i.UserPrincipalName).ShouldBe(["a@x.example", "b@x.example"]);
        }
    }

    [Fact]
    public void GivesOneIdentityWhenThereIsOne()
    {
        Transform("a@x.example").Single().UserPrincipalName.ShouldBe("a@x.example");
        Transform(new PSObject("a@x.example")).Single().UserPrincipalName.ShouldBe("a@x.example");
        Transform(PipedObjects.ObjectId).Single().ObjectId.ShouldBe(PipedObjects.ObjectId);
        Transform(new Hashtable { ["UserPrincipalName"] = "a@x.example" }).Single().UserPrincipalName.ShouldBe("a@x.example");
        Transform(PipedObjects.ExoMailbox()).Single().UserPrincipalName.ShouldBe(PipedObjects.Name);
    }

    [Fact]
    public void RecognisesNothingWhenAnElementIsNull()
        => Transform(new object?[] { null, "a@x.example" }).Select(static i => i.IsRecognized).ShouldBe([false, true]);

    [Theory]
    [InlineData("Inbox/Projects", "Inbox/Projects")]
    [InlineData("  #Inbox#  ", "#Inbox#")]
    public void TakesTextForAFolder(string text, string folder)
        => ((FolderIdentity)new FolderIdentityTransformationAttribute().Transform(null!, text)!).ShouldBe(new FolderIdentity { Text = folder });

    [Fact]
    public void TakesAnObjectForTheFolderThatItNames()
    {
        FolderIdentityTransformationAttribute transformation = new();
        MailboxContentFolder folder = new() { MailboxId = "m", FolderId = "AAMk=", Path = "Inbox", DisplayName = "Inbox", FolderClass = "IPF.Note" };

        ((FolderIdentity)transformation.Transform(null!, new PSObject(folder))!).Folder.ShouldBe(folder);
        ((FolderIdentity)transformation.Transform(null!, PipedObjects.Of(("FolderId", "AAMk="), ("Path", "Inbox")))!).Text.ShouldBe("AAMk=");
        ((FolderIdentity)transformation.Transform(null!, PipedObjects.Of(("Path", "Inbox")))!).Text.ShouldBe("Inbox");
    }

    [Fact]
    public void SaysWhatIsWrongWhenNothingNamesAFolder()
    {
        FolderIdentityTransformationAttribute transformation = new();

        Should.Throw<ArgumentTransformationMetadataException>(() => transformation.Transform(null!, " "));
        Should.Throw<ArgumentTransformationMetadataException>(() => transformation.Transform(null!, PipedObjects.Of(("Name", "Inbox"))));
    }

    private static MailboxIdentity Read(string text) => MailboxIdentityReader.FromText(text);

    private static MailboxIdentity[] Transform(object input) => (MailboxIdentity[])Transformation.Transform(null!, input);
}
