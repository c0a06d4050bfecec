using System.Linq;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>No stream, object or file of a full run shows a secret, in any form.</summary>
public sealed class SecretTests(SecretRun run) : IClassFixture<SecretRun>
{
    [Fact]
    public void ShowsNoSecretAnywhere() => run.Evidence.Find(run.Secrets).ShouldBeEmpty();

    [Fact]
    public void KnowsEverySecretOfTheRun()
    {
        run.Secrets.Count(static s => s.Name == "access token").ShouldBeGreaterThan(50);
        run.Secrets.Select(static s => s.Name).Distinct().ShouldBe(
            [
                "client secret", "wrong client secret", "password of a certificate", "wrong password of a certificate", "expired token", "refused token",
                "access token", "signed assertion", "import link", "token of an import link",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void HasEvidenceOfEveryKind()
    {
        string[] places = [.. run.Evidence.Places.Distinct()];

        places.ShouldContain("export: Output");
        places.ShouldContain("export: Debug");
        places.ShouldContain("export: Verbose");
        places.ShouldContain("export to a folder: Progress");
        places.ShouldContain("cut import: Error");
        places.ShouldContain("secret: window");
        places.ShouldContain("file manifest.jsonl");
        places.ShouldContain(static p => p.EndsWith(".fts"));
        if (System.OperatingSystem.IsLinux())
        {
            places.ShouldContain("spool file");
        }
    }

    [Fact]
    public void FailedInEveryWayThatItShould() => run.ErrorIds.Order(System.StringComparer.Ordinal).ShouldBe(
    [
        "CertificateFileInvalid", "ClientSecretInvalid", "FolderNotFound", "ItemNotExported", "ItemNotImported", "MailboxNotFound", "MailboxRefused",
        "NotConnected", "TokenExpired", "TokenInvalid", "TokenRefused",
    ]);
}
