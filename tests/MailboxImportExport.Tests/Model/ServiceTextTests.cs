using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Model;

public sealed class ServiceTextTests
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2ln-_bmF0";

    [Theory]
    [InlineData("No resource matches 'https://outlook.office365.com/api/gbeta/Mailboxes('MBX:1')/importItem?authtoken=" + Token + "&x=1'.", "No resource matches 'https://outlook.office365.com/api/gbeta/Mailboxes('MBX:1')/importItem?(removed)'.")]
    [InlineData("url=https%3A%2F%2Foutlook.office365.com%2FimportItem%3Fauthtoken%3Dabc+def", "url=https%3A%2F%2Foutlook.office365.com%2FimportItem%3Fauthtoken%3D(removed)")]
    [InlineData("Bearer " + Token + " is not valid", "Bearer (removed) is not valid")]
    [InlineData("cut off: eyJhbGciOiJSUzI1NiJ9.eyJhdW", "cut off: (removed)")]
    [InlineData("access_token=opaque-value&x=1", "access_token=(removed)&x=1")]
    public void RemovesWhatTheServiceRepeated(string text, string shown) => ServiceText.WithoutSecrets(text).ShouldBe(shown);

    [Theory]
    [InlineData("The item eyJ is not there; importItem failed (token 5).")]
    [InlineData("")]
    [InlineData(null)]
    public void LeavesOtherTextAsItIs(string? text) => ServiceText.WithoutSecrets(text).ShouldBe(text);
}
