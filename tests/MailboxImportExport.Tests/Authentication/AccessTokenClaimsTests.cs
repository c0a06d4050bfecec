using System;
using System.Text;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

public sealed class AccessTokenClaimsTests
{
    [Fact]
    public void ReadsAnApplicationWhenTheTokenIsForOne()
    {
        AccessTokenClaims claims = AccessTokenClaims.Read(TokenText.Of(new
        {
            tid = "t",
            appid = "a",
            app_displayname = "Backup",
            idtyp = "app",
            roles = new[] { "MailboxItem.Export.All" },
            exp = 1_777_777_777,
        }));

        claims.Identity.TenantId.ShouldBe("t");
        claims.Identity.ClientId.ShouldBe("a");
        claims.Identity.Account.ShouldBe("Backup");
        claims.Identity.IsApplication.ShouldBeTrue();
        claims.Identity.Roles.ShouldBe(["MailboxItem.Export.All"]);
        claims.Expires.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1_777_777_777));
    }

    [Fact]
    public void ReadsAUserWhenTheTokenIsForOne()
    {
        AccessTokenClaims claims = AccessTokenClaims.Read(TokenText.Of(new { azp = "a", preferred_username = "adele@contoso.example", scp = "MailboxItem.Export  User.Read" }));

        claims.Identity.ClientId.ShouldBe("a");
        claims.Identity.Account.ShouldBe("adele@contoso.example");
        claims.Identity.IsApplication.ShouldBeFalse();
        claims.Identity.Scopes.ShouldBe(["MailboxItem.Export", "User.Read"]);
        claims.Expires.ShouldBeNull();
    }

    [Theory]
    [InlineData("\"1777777777\"", true)]
    [InlineData("1777777777", true)]
    [InlineData("0", false)]
    [InlineData("-5", false)]
    [InlineData("99999999999999999999", false)]
    [InlineData("253402300800", false)]
    [InlineData("1.7e9", false)]
    [InlineData("\"soon\"", false)]
    [InlineData("null", false)]
    [InlineData("{}", false)]
    public void KnowsTheEndOnlyWhenItIsATime(string value, bool isKnown)
        => (AccessTokenClaims.Read(TokenText.OfContent($"{{\"exp\":{value}}}")).Expires is not null).ShouldBe(isKnown);

    [Fact]
    public void PassesOverClaimsWhenTheyAreOfAnotherType()
    {
        AccessTokenClaims claims = AccessTokenClaims.Read(TokenText.OfContent("{\"tid\":5,\"appid\":{},\"roles\":\"x\",\"scp\":[1],\"upn\":null,\"idtyp\":false}"));

        claims.Identity.TenantId.ShouldBeNull();
        claims.Identity.Roles.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d.e")]
    [InlineData("..")]
    [InlineData("e30.!!!.sig")]
    [InlineData("e30.a.sig")]
    [InlineData("e30.eyJ.sig")]
    [InlineData("e30.W10.sig")]
    [InlineData("e30.NQ.sig")]
    [InlineData("e30.bnVsbA.sig")]
    [InlineData("e30._w.sig")]
    public void RefusesTextWhenItIsNoToken(string text)
        => Should.Throw<MailboxImportExportException>(() => AccessTokenClaims.Read(text)).Kind.ShouldBe(FailureKind.TokenInvalid);

    [Fact]
    public void RefusesTextWhenItHoldsHalfACharacter()
        => Should.Throw<MailboxImportExportException>(() => AccessTokenClaims.Read(TokenText.OfContent("{\"tid\":\"\\ud800\"}"))).Kind.ShouldBe(FailureKind.TokenInvalid);

    [Fact]
    public void RefusesTextWhenItIsFarTooLong()
        => Should.Throw<MailboxImportExportException>(() => AccessTokenClaims.Read(new string('a', 300_000))).Kind.ShouldBe(FailureKind.TokenInvalid);

    [Fact]
    public void NeverThrowsAnythingElseWhenTextIsGarbage()
    {
        for (int seed = 0; seed < 3000; seed++)
        {
            Random random = new(seed);
            byte[] bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            string text = seed % 2 == 0 ? Encoding.Latin1.GetString(bytes) : TokenText.OfContent("{\"tid\":\"" + Encoding.Latin1.GetString(bytes) + "\"}");

            try
            {
                AccessTokenClaims.Read(text);
            }
            catch (MailboxImportExportException e)
            {
                e.Kind.ShouldBe(FailureKind.TokenInvalid);
                e.Message.ShouldNotContain(text.Length > 3 ? text : "\0");
            }
        }
    }
}
