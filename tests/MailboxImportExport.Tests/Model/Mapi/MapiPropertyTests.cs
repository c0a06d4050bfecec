using System;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Model.Mapi;

public sealed class MapiPropertyTests
{
    private const string Common = "{00062008-0000-0000-c000-000000000046}";
    private const string PublicStrings = "{00020329-0000-0000-c000-000000000046}";

    [Theory]
    [InlineData("PidTagSubject")]
    [InlineData("pidtagsubject")]
    [InlineData("Subject")]
    [InlineData("0x0037")]
    [InlineData("0x37")]
    [InlineData("0x0037001F")]
    [InlineData("0X0037001f")]
    [InlineData("String 0x0037")]
    [InlineData("string 0x37")]
    [InlineData("String 0x0037001F")]
    [InlineData("  String  0x0037 ")]
    public void IsTheSubjectWhenWrittenInAnyOfItsForms(string text)
    {
        MapiProperty property = MapiProperty.Parse(text);

        property.ShouldBe(new MapiProperty { Id = new MapiPropertyId(0x0037), Type = MapiPropertyType.String, CanonicalName = "PidTagSubject" });
    }

    [Theory]
    [InlineData("PidLidReminderDelta")]
    [InlineData(Common + " 0x8501")]
    [InlineData("PSETID_Common 0x8501")]
    [InlineData("psetid_common Id 0x8501")]
    [InlineData("Integer " + Common + " Id 0x8501")]
    [InlineData("Integer {00062008-0000-0000-C000-000000000046} 0x8501")]
    public void IsTheReminderWhenWrittenByItsSetInAnyForm(string text)
    {
        MapiProperty property = MapiProperty.Parse(text);

        property.CanonicalName.ShouldBe("PidLidReminderDelta");
        property.Type.ShouldBe(MapiPropertyType.Integer32);
        property.Id.Name.ShouldBe(new MapiPropertyName(MapiPropertySets.Common, 0x8501));
    }

    [Theory]
    [InlineData("PidNameKeywords")]
    [InlineData(PublicStrings + " Keywords")]
    [InlineData(PublicStrings + " Name Keywords")]
    [InlineData("StringArray " + PublicStrings + " Name Keywords")]
    public void IsTheCategoriesWhenWrittenByTheirTextInAnyForm(string text)
        => MapiProperty.Parse(text).CanonicalName.ShouldBe("PidNameKeywords");

    [Fact]
    public void KeepsTheTypeThatWasNamedWhenTheIdIsUnknown()
    {
        MapiProperty property = MapiProperty.Parse("Integer {8ECCC264-6880-4EBE-992F-8888D2EEAA1D} Name Some Color");

        property.Type.ShouldBe(MapiPropertyType.Integer32);
        property.CanonicalName.ShouldBeNull();
        property.Id.Name!.Text.ShouldBe("Some Color");
        property.Name.ShouldBe("{8eccc264-6880-4ebe-992f-8888d2eeaa1d} Name Some Color");
    }

    [Fact]
    public void HasNoTypeWhenNoneIsNamedAndTheIdIsUnknown()
        => MapiProperty.Parse("0x1234").Type.ShouldBe(MapiPropertyType.Unspecified);

    [Fact]
    public void TakesTheNameOfTheNamedTypeWhenOneTagHasTwo()
    {
        MapiProperty.Parse("0x1013001F").CanonicalName.ShouldBe("PidTagBodyHtml");
        MapiProperty.Parse("Binary 0x1013").CanonicalName.ShouldBe("PidTagHtml");
    }

    [Theory]
    [InlineData("")]
    [InlineData("PidTagNoSuchThing")]
    [InlineData("0x")]
    [InlineData("0x0037001F1")]
    [InlineData("0x00370099")]
    [InlineData("0x8501")]
    [InlineData("0x85010003")]
    [InlineData("0x0000")]
    [InlineData("Binary 0x0037001F")]
    [InlineData("Text 0x0037")]
    [InlineData("String {00020329} Name Keywords")]
    [InlineData("String " + PublicStrings + " Name ")]
    [InlineData("BooleanArray 0x0037")]
    public void IsRefusedWhenItIsNoProperty(string text)
    {
        MailboxImportExportException refusal = Should.Throw<MailboxImportExportException>(() => MapiProperty.Parse(text));

        refusal.Kind.ShouldBe(FailureKind.ArgumentInvalid);
    }

    [Fact]
    public void NamesWhatMayHaveBeenMeantWhenANameIsIncomplete()
        => Should.Throw<MailboxImportExportException>(() => MapiProperty.Parse("DeliveryTime")).Message.ShouldContain("PidTagMessageDeliveryTime");

    [Theory]
    [InlineData("PidTagSubject", "String 0x0037")]
    [InlineData("PidTagMessageDeliveryTime", "SystemTime 0x0E06")]
    [InlineData("PidTagSearchKey", "Binary 0x300B")]
    [InlineData("PidLidReminderDelta", "Integer " + Common + " Id 0x8501")]
    [InlineData("PidNameKeywords", "StringArray " + PublicStrings + " Name Keywords")]
    [InlineData("0x1234001E", "String 0x1234")]
    [InlineData("0x12341014", "LongArray 0x1234")]
    public void IsWrittenForGraphWithTypeAndId(string text, string expected) => MapiProperty.Parse(text).ToGraphId().ShouldBe(expected);

    [Theory]
    [InlineData("0x1234")]
    [InlineData("PidTagMessageAttachments")]
    public void HasNoIdForGraphWhenGraphHasNoTypeForIt(string text) => MapiProperty.Parse(text).ToGraphId().ShouldBeNull();

    [Fact]
    public void ComesBackWhenTheIdForGraphIsReadAgain()
    {
        foreach (MapiProperty property in CanonicalNames.All)
        {
            if (property.ToGraphId() is string id)
            {
                MapiProperty.Parse(id).ShouldBe(property, id);
            }
        }
    }

    [Fact]
    public void IsCalledByItsIdWhenItHasNoName()
        => MapiProperty.Of(new MapiPropertyId(new MapiPropertyName(Guid.Empty, 0x12)), MapiPropertyType.Binary).ToString().ShouldBe("{00000000-0000-0000-0000-000000000000} 0x0012");
}
