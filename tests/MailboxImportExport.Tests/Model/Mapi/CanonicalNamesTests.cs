using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Model.Mapi;
using MailboxImportExport.Sandbox.Mapi;
using MimeKit.Tnef;
using Shouldly;
using Xunit;
using MapiProperty = MailboxImportExport.Model.Mapi.MapiProperty;

namespace MailboxImportExport.Tests.Model.Mapi;

public sealed class CanonicalNamesTests
{
    [Fact]
    public void HasEachNameAndEachIdWithItsTypeOnce()
    {
        CanonicalNames.All.Select(static p => p.Name.ToUpperInvariant()).ShouldBeUnique();
        CanonicalNames.All.Select(static p => (p.Id, p.Type)).ShouldBeUnique();
        CanonicalNames.All.Count.ShouldBeGreaterThan(600);
    }

    [Fact]
    public void AgreesWithTheNumbersThatAnotherProjectTookFromTheSameSpecification()
    {
        Dictionary<string, short> numbers = Enum.GetNames<TnefPropertyId>().ToDictionary(static name => name, static name => (short)Enum.Parse<TnefPropertyId>(name), StringComparer.OrdinalIgnoreCase);

        List<MapiProperty> shared = [.. CanonicalNames.All.Where(p => p.Id.Name is null && numbers.ContainsKey(p.Name["PidTag".Length..]))];

        shared.Count.ShouldBeGreaterThan(150);
        shared.Where(p => (ushort)numbers[p.Name["PidTag".Length..]] != p.Id.Tag).Select(static p => $"{p.Name} {p.Id}").ShouldBeEmpty();
    }

    [Fact]
    public void PutsNumbersIntoTheRangesOfTheirSets()
    {
        Dictionary<Guid, (uint First, uint Last)> ranges = new()
        {
            [MapiPropertySets.Address] = (0x8000, 0x80FF),
            [MapiPropertySets.Task] = (0x8100, 0x81FF),
            [MapiPropertySets.Appointment] = (0x8200, 0x82FF),
            [MapiPropertySets.Common] = (0x8500, 0x85FF),
            [MapiPropertySets.Log] = (0x8700, 0x87FF),
            [MapiPropertySets.PostRss] = (0x8900, 0x89FF),
            [MapiPropertySets.Note] = (0x8B00, 0x8BFF),
            [MapiPropertySets.Meeting] = (0x0001, 0x00FF),
        };

        foreach (MapiProperty property in CanonicalNames.All.Where(static p => p.Id.Name?.Number is not null))
        {
            (uint first, uint last) = ranges[property.Id.Name!.PropertySet];
            property.Id.Name.Number!.Value.ShouldBeInRange(first, last, property.Name);
            property.Name.ShouldStartWith("PidLid");
        }
    }

    [Fact]
    public void NamesEveryPropertyThatTheSandboxWorksWith()
    {
        IEnumerable<PropertyTag> tags = typeof(Tags).GetFields().Select(static f => (PropertyTag)f.GetValue(null)!);
        HashSet<PropertyTag> ofFolders = [Tags.FolderType, Tags.ContainerClass];

        foreach (PropertyTag tag in tags.Where(tag => !ofFolders.Contains(tag)))
        {
            MapiPropertyId id = tag.Key.Name switch
            {
                null => new MapiPropertyId(tag.Key.Id),
                { Number: uint number } name => new MapiPropertyId(new MapiPropertyName(name.Set, number)),
                { } name => new MapiPropertyId(new MapiPropertyName(name.Set, name.Text!)),
            };
            CanonicalNames.Find(id, (MapiPropertyType)tag.Type).ShouldNotBeNull(tag.ToString()).Type.ShouldBe((MapiPropertyType)tag.Type, tag.ToString());
        }
    }

    [Fact]
    public void FindsNothingWhenAShortNameHasTwoMeanings()
    {
        CanonicalNames.Find("Location").ShouldBeNull();
        CanonicalNames.Find("PidLidLocation").ShouldNotBeNull();
        CanonicalNames.Find("PidTagLocation").ShouldNotBeNull();
    }
}
