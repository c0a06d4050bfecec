using System;
using MailboxImportExport.Model.Mapi;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Model.Mapi;

public sealed class MapiValueTests
{
    [Fact]
    public void IsATimeInUtcWhenItIsAFileTime()
    {
        DateTimeOffset time = new(2024, 2, 29, 12, 30, 15, TimeSpan.Zero);

        MapiValue.Time(time.ToFileTime()).ShouldBe(time);
        MapiValue.Time(0).ShouldBe(new DateTimeOffset(1601, 1, 1, 0, 0, 0, TimeSpan.Zero));
        MapiValue.FileTime(time.ToOffset(TimeSpan.FromHours(3))).ShouldBe(time.ToFileTime());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void IsNoTimeWhenNoDateReachesSoFar(long fileTime) => MapiValue.Time(fileTime).ShouldBeNull();

    [Fact]
    public void IsTheLastTimeThereIsAtTheEndOfTheRange()
        => MapiValue.Time(MapiValue.FileTime(DateTimeOffset.MaxValue)).ShouldBe(DateTimeOffset.MaxValue);

    [Fact]
    public void HasFourDecimalsWhenItIsAnAmount()
    {
        MapiValue.Currency(-123_456).ShouldBe(-12.3456m);
        MapiValue.CurrencyUnits(-12.3456m).ShouldBe(-123_456);
    }

    [Theory]
    [InlineData(MapiPropertyType.Integer16, "-5", -5)]
    [InlineData(MapiPropertyType.Integer32, "17", 17)]
    [InlineData(MapiPropertyType.Integer64, "9999999999", 9_999_999_999L)]
    [InlineData(MapiPropertyType.Boolean, "true", true)]
    [InlineData(MapiPropertyType.Floating64, "1.5", 1.5d)]
    [InlineData(MapiPropertyType.String, "", "")]
    public void IsTypedWhenItIsReadFromText(MapiPropertyType type, string text, object expected)
        => MapiValue.FromGraph(type, text).ShouldBe(expected);

    [Fact]
    public void IsTypedWhenItIsATimeGuidAmountOrBytes()
    {
        MapiValue.FromGraph(MapiPropertyType.Time, "2024-02-29T12:30:15.5Z").ShouldBe(new DateTimeOffset(2024, 2, 29, 12, 30, 15, 500, TimeSpan.Zero));
        MapiValue.FromGraph(MapiPropertyType.Guid, "00062008-0000-0000-c000-000000000046").ShouldBe(MapiPropertySets.Common);
        MapiValue.FromGraph(MapiPropertyType.Currency, "15000").ShouldBe(1.5m);
        MapiValue.FromGraph(MapiPropertyType.Binary, "AQI=").ShouldBe(new byte[] { 1, 2 });
    }

    [Theory]
    [InlineData(MapiPropertyType.Integer32, "many")]
    [InlineData(MapiPropertyType.Integer32, "99999999999")]
    [InlineData(MapiPropertyType.Boolean, "1")]
    [InlineData(MapiPropertyType.Time, "yesterday")]
    [InlineData(MapiPropertyType.Guid, "{}")]
    [InlineData(MapiPropertyType.Binary, "A")]
    [InlineData(MapiPropertyType.Unspecified, "x")]
    [InlineData(MapiPropertyType.String, null)]
    public void IsNothingWhenTheTextIsNoValueOfTheType(MapiPropertyType type, string? text) => MapiValue.FromGraph(type, text).ShouldBeNull();

    [Fact]
    public void IsAnArrayOfItsElementsWhenItIsAList()
    {
        MapiValue.FromGraph(MapiPropertyType.MultipleString, ["red", "green"]).ShouldBe(new[] { "red", "green" });
        MapiValue.FromGraph(MapiPropertyType.MultipleInteger32, ["1", "2"]).ShouldBe(new[] { 1, 2 });
        MapiValue.FromGraph(MapiPropertyType.MultipleInteger32, ["1", "x"]).ShouldBeNull();
        MapiValue.FromGraph(MapiPropertyType.MultipleTime, []).ShouldBe(Array.Empty<DateTimeOffset>());
    }

    [Theory]
    [InlineData("\u0001\u0005RE: hello", "RE: hello")]
    [InlineData("\u0001\u0001hello", "hello")]
    [InlineData("RE: hello", "RE: hello")]
    [InlineData("\u0001", "\u0001")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void LosesTheControlPrefixWhenItIsASubject(string? stored, string? expected) => SubjectText.WithoutControlPrefix(stored).ShouldBe(expected);
}
