using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Management.Automation;
using MailboxImportExport.Binding;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Binding;

public sealed class MailboxIdentityTests
{
    private static readonly string MailboxId = $"MBX:{PipedObjects.MailboxGuid}@{PipedObjects.Tenant}";
    private static readonly string ArchiveId = $"MBX:{PipedObjects.ArchiveGuid}@{PipedObjects.Tenant}";

    [Fact]
    public void ReadsAMailboxOfExchangeWithTheSmallestSetOfProperties() => Read(PipedObjects.ExoMailbox()).ShouldBe(new MailboxIdentity
    {
        ExternalDirectoryObjectId = PipedObjects.ObjectId,
        UserPrincipalName = PipedObjects.Name,
        Address = PipedObjects.Address,
        DisplayName = "Adele Vance",
        Text = PipedObjects.Name,
    });

    [Fact]
    public void ReadsAMailboxOfExchangeWithItsGuids() => Read(PipedObjects.ExoMailboxWithSets()).ShouldBe(Read(PipedObjects.ExoMailbox()) with
    {
        ExchangeGuid = PipedObjects.MailboxGuid,
        ArchiveGuid = PipedObjects.ArchiveGuid,
    });

    [Fact]
    public void ReadsADeserialisedMailboxWithoutAnArchive() => Read(PipedObjects.Mailbox()).ShouldBe(new MailboxIdentity
    {
        ExchangeGuid = PipedObjects.MailboxGuid,
        ExternalDirectoryObjectId = PipedObjects.ObjectId,
        UserPrincipalName = PipedObjects.Name,
        Address = PipedObjects.Address,
        Text = PipedObjects.Name,
    });

    [Fact]
    public void ReadsARecipientWhoseIdIsSpeltDifferently() => Read(PipedObjects.ExoRecipient()).ShouldBe(new MailboxIdentity
    {
        ExternalDirectoryObjectId = PipedObjects.ObjectId,
        Text = PipedObjects.ObjectId.ToString(),
    });

    [Fact]
    public void ReadsAMailboxThatHasAnAddressOnly()
        => Read(PipedObjects.ExoCasMailbox()).ShouldBe(new MailboxIdentity { Address = PipedObjects.Address, Text = PipedObjects.Address });

    [Fact]
    public void ReadsAUserOfGraph() => Read(PipedObjects.GraphUser()).ShouldBe(new MailboxIdentity
    {
        ObjectId = PipedObjects.ObjectId,
        UserPrincipalName = PipedObjects.Name,
        Address = PipedObjects.Address,
        DisplayName = "Adele Vance",
        Text = PipedObjects.Name,
    });

    [Theory]
    [InlineData(null, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void ReadsStatisticsOfAMailboxOrItsArchive(bool? isArchive, bool archive) => Read(PipedObjects.Statistics(isArchive)).ShouldBe(new MailboxIdentity
    {
        ExchangeGuid = archive ? null : PipedObjects.MailboxGuid,
        ArchiveGuid = archive ? PipedObjects.MailboxGuid : null,
        DisplayName = "Adele Vance",
        Text = "Adele Vance",
    });

    [Theory]
    [InlineData("Primary", false)]
    [InlineData("MainArchive", true)]
    [InlineData("AuxArchive", true)]
    public void ReadsALocationOfAMailbox(string type, bool archive)
    {
        MailboxIdentity identity = Read(PipedObjects.Location(type));

        identity.ExchangeGuid.ShouldBe(archive ? null : PipedObjects.MailboxGuid);
        identity.ArchiveGuid.ShouldBe(archive ? PipedObjects.MailboxGuid : null);
        identity.ObjectId.ShouldBeNull();
        identity.Text.ShouldBe(PipedObjects.MailboxGuid.ToString());
    }

    [Fact]
    public void ReadsTheSameFromARowOfACsvFile()
    {
        foreach (PSObject original in new[] { PipedObjects.ExoMailboxWithSets(), PipedObjects.Mailbox(), PipedObjects.GraphUser(), PipedObjects.Statistics(true), PipedObjects.Location("MainArchive") })
        {
            PSObject row = PipedObjects.Of([.. original.Properties.Select(static p => (p.Name, (object?)p.Value?.ToString())), ("Mail2", string.Empty)]);

            Read(row).ShouldBe(Read(original));
        }
    }

    [Fact]
    public void PassesOverWhatIsEmptyWhenARowHasEmptyCells()
    {
        MailboxIdentity identity = Read(PipedObjects.Of(
            ("MailboxId", ""), ("ArchiveMailboxId", " "), ("ExchangeGuid", ""), ("ArchiveGuid", Guid.Empty.ToString()), ("ExternalDirectoryObjectId", ""),
            ("UserPrincipalName", "  "), ("PrimarySmtpAddress", ""), ("Mail", PipedObjects.Address), ("IsArchive", "")));

        identity.ShouldBe(new MailboxIdentity { Address = PipedObjects.Address, Text = PipedObjects.Address });
    }

    [Fact]
    public void TakesAnIdForThatOfTheDirectoryOnlyWhenTheObjectIsNoneOfExchange()
    {
        string id = PipedObjects.DirectoryGuid.ToString();

        Read(PipedObjects.Of(("Id", id))).ObjectId.ShouldBe(PipedObjects.DirectoryGuid);
        Read(PipedObjects.Of(("Id", id), ("ExternalDirectoryObjectId", PipedObjects.ObjectId.ToString()))).ObjectId.ShouldBeNull();
        Read(PipedObjects.Of(("Id", id), ("ExternalDirectoryObjectId", ""), ("PrimarySmtpAddress", PipedObjects.Address))).ObjectId.ShouldBeNull();
        Read(PipedObjects.Of(("Id", id), ("ExchangeGuid", PipedObjects.MailboxGuid))).ObjectId.ShouldBeNull();
        Read(PipedObjects.Of(("Id", id), ("MailboxGuid", PipedObjects.MailboxGuid))).ObjectId.ShouldBeNull();
        Read(PipedObjects.Of(("Id", "Adele Vance"))).ObjectId.ShouldBeNull();
    }

    [Fact]
    public void RecognisesNothingWhenOnlyAmbiguousNamesAreThere()
        => Read(PipedObjects.Of(("Guid", PipedObjects.DirectoryGuid), ("Identity", "adele"), ("Name", "adele"), ("Alias", "adele"))).IsRecognized.ShouldBeFalse();

    [Fact]
    public void ReadsObjectsOfThisModuleBack()
    {
        MailboxContentStore store = new() { MailboxId = MailboxId, ArchiveMailboxId = ArchiveId, Identity = "adele", DisplayName = "Adele Vance", ResolvedBy = MailboxResolution.Given };

        Read(store).ShouldBe(new MailboxIdentity { MailboxId = MailboxId, ArchiveMailboxId = ArchiveId, DisplayName = "Adele Vance", Text = "adele" });
        Read(store with { MailboxId = ArchiveId, IsArchive = true }).IsArchive.ShouldBeTrue();
    }

    [Fact]
    public void ReadsTheFolderWithItsMailboxWhenAFolderIsPiped()
    {
        MailboxContentFolder folder = new() { MailboxId = MailboxId, FolderId = "AAMk=", Path = "Inbox/A", DisplayName = "A", FolderClass = "IPF.Note" };
        PSObject deserialised = PipedObjects.Of(("MailboxId", MailboxId), ("FolderId", "AAMk="), ("FolderClass", "IPF.Note"), ("Path", "Inbox/A"));

        Read(folder).Folder!.Folder.ShouldBe(folder);
        Read(folder).MailboxId.ShouldBe(MailboxId);
        Read(deserialised).Folder!.Text.ShouldBe("AAMk=");
        Read(deserialised).MailboxId.ShouldBe(MailboxId);
    }

    [Fact]
    public void ReadsTheItemWithItsMailboxWhenAnItemIsPiped()
    {
        MailboxItem item = new() { MailboxId = MailboxId, FolderId = "f", FolderPath = "Inbox", ItemId = "i" };

        Read(item).ShouldBe(new MailboxIdentity { MailboxId = MailboxId, Item = item, Text = MailboxId });
    }

    [Theory]
    [InlineData("MBX:short@short")]
    [InlineData("not an id")]
    public void PassesOverAnIdThatIsNone(string id)
    {
        MailboxIdentity identity = Read(PipedObjects.Of(("MailboxId", id), ("ArchiveMailboxId", id), ("UserPrincipalName", PipedObjects.Name)));

        identity.MailboxId.ShouldBeNull();
        identity.ArchiveMailboxId.ShouldBeNull();
    }

    [Fact]
    public void ReadsTablesWhateverTheLetterCaseOfTheirKeys()
    {
        IDictionary[] tables =
        [
            new Hashtable { ["UserPrincipalName"] = PipedObjects.Name },
            new Hashtable { ["userprincipalname"] = PipedObjects.Name },
            new OrderedDictionary { ["USERPRINCIPALNAME"] = PipedObjects.Name },
            new Dictionary<string, object> { ["userPrincipalName"] = new PSObject(PipedObjects.Name) },
            new Hashtable { [5] = "number", ["userPrincipalName"] = PipedObjects.Name },
        ];
        foreach (IDictionary table in tables)
        {
            Read(table).UserPrincipalName.ShouldBe(PipedObjects.Name);
            Read(new PSObject(table)).UserPrincipalName.ShouldBe(PipedObjects.Name);
        }
    }

    [Fact]
    public void PassesOverAPropertyWhenReadingItFails()
    {
        MailboxIdentity identity = Read(new Failing(PipedObjects.Name));

        identity.UserPrincipalName.ShouldBe(PipedObjects.Name);
        identity.ExchangeGuid.ShouldBeNull();
    }

    private static MailboxIdentity Read(object value) => MailboxIdentityTransformationAttribute.ToIdentity(value);

    private sealed class Failing(string name)
    {
        public string UserPrincipalName => name;

        public Guid ExchangeGuid => throw new InvalidOperationException(name);
    }
}
