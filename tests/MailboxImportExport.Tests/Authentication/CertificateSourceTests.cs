using System;
using System.IO;
using System.Linq;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using MailboxImportExport.Authentication;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Authentication;

public sealed class CertificateSourceTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-");
    private readonly X509Certificate2 _certificate = TestCertificate.Create(Start, Start.AddDays(30));

    private CertificateSource Source => new(_time);

    [Fact]
    public void FindsACertificateWhenItIsInTheStore()
    {
        using X509Store store = new(StoreName.My, StoreLocation.CurrentUser);
        store.Open(OpenFlags.ReadWrite);
        using X509Certificate2 stored = X509CertificateLoader.LoadPkcs12(_certificate.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.PersistKeySet | X509KeyStorageFlags.Exportable);
        store.Add(stored);
        try
        {
            string withSpaces = string.Join(' ', _certificate.Thumbprint.Chunk(2).Select(static pair => new string(pair))).ToLowerInvariant();

            using X509Certificate2 found = Source.FromStore(withSpaces);

            found.Thumbprint.ShouldBe(_certificate.Thumbprint);
        }
        finally
        {
            store.Remove(stored);
        }
    }

    [Fact]
    public void SaysThatItIsNotThereWhenNoStoreHasIt()
        => ShouldFail(() => Source.FromStore(new string('A', 40)), FailureKind.CertificateNotFound).Target.ShouldBe(new string('A', 40));

    [Theory]
    [InlineData(-1)]
    [InlineData(31 * 24 * 60)]
    public void SaysThatItIsOutOfDateWhenItIsEarlyOrLate(int minutes)
    {
        _time.AdjustTime(Start.AddMinutes(minutes));

        MailboxImportExportException thrown = ShouldFail(() => Source.Check(_certificate), FailureKind.CertificateExpired);

        thrown.Message.ShouldContain("2026-05-01 12:00:00 UTC");
        thrown.Message.ShouldContain("2026-05-31 12:00:00 UTC");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(30 * 24 * 60)]
    public void TakesItOnItsFirstAndLastMinute(int minutes)
    {
        _time.AdjustTime(Start.AddMinutes(minutes));

        Source.Check(_certificate).ShouldBeSameAs(_certificate);
    }

    [Fact]
    public void SaysThatTheKeyIsMissingWhenItHasNone()
    {
        using X509Certificate2 publicPart = TestCertificate.WithoutKey(_certificate);

        ShouldFail(() => Source.Check(publicPart), FailureKind.CertificateHasNoPrivateKey).Target.ShouldBe("CN=Backup");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public void ReadsAFileWhenThePasswordIsRight(string? password)
    {
        using X509Certificate2 read = Source.FromFile(Pfx(_certificate, password), Secure(password));

        read.Thumbprint.ShouldBe(_certificate.Thumbprint);
        read.HasPrivateKey.ShouldBeTrue();
    }

    [Theory]
    [InlineData("other")]
    [InlineData(null)]
    public void SaysThatTheFileCannotBeReadWhenThePasswordIsWrong(string? password)
    {
        string path = Pfx(_certificate, "secret");

        MailboxImportExportException thrown = ShouldFail(() => Source.FromFile(path, Secure(password)), FailureKind.CertificateFileInvalid);

        thrown.Target.ShouldBe(path);
        thrown.ToString().ShouldNotContain("other");
    }

    [Fact]
    public void SaysThatTheFileCannotBeReadWhenItIsNoCertificate()
    {
        string path = Path.Combine(_folder.FullName, "notes.pfx");
        File.WriteAllText(path, "Buy milk");

        ShouldFail(() => Source.FromFile(path, null), FailureKind.CertificateFileInvalid);
    }

    [Fact]
    public void SaysThatTheFileCannotBeReadWhenItIsNotThere()
        => ShouldFail(() => Source.FromFile(Path.Combine(_folder.FullName, "none.pfx"), null), FailureKind.FileNotReadable);

    [Fact]
    public void SaysThatTheKeyIsMissingWhenTheFileHoldsThePublicPart()
    {
        string path = Path.Combine(_folder.FullName, "public.cer");
        File.WriteAllBytes(path, _certificate.RawData);

        ShouldFail(() => Source.FromFile(path, null), FailureKind.CertificateHasNoPrivateKey);
    }

    [Fact]
    public void SaysThatItIsOutOfDateWhenTheOneInTheFileIs()
    {
        string path = Pfx(_certificate, null);
        _time.AdjustTime(Start.AddYears(1));

        ShouldFail(() => Source.FromFile(path, null), FailureKind.CertificateExpired);
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    private static MailboxImportExportException ShouldFail(Func<object> action, FailureKind kind)
    {
        MailboxImportExportException thrown = Should.Throw<MailboxImportExportException>(() => action());
        thrown.Kind.ShouldBe(kind);
        return thrown;
    }

    private static SecureString? Secure(string? password) => password is null ? null : SecureText.Of(password);

    private string Pfx(X509Certificate2 certificate, string? password)
    {
        string path = Path.Combine(_folder.FullName, "backup.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pfx, password));
        return path;
    }
}
