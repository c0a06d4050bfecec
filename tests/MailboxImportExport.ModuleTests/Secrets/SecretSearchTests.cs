using System;
using System.IO;
using System.Linq;
using System.Management.Automation.Runspaces;
using System.Text;
using MailboxImportExport.Sandbox.Shell;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Secrets;

/// <summary>The search itself: it has to find what is planted, wherever and however.</summary>
public sealed class SecretSearchTests : IDisposable
{
    private const string Token = "eyJ0eXAiOiJKV1QifQ.eyJhdWQiOiJodHRwcyJ9.c2lnbmF0dXJl+/=&";

    private static readonly Secret Planted = new("planted", Token);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-secret");

    public static TheoryData<string> Places =>
    [
        .. Enum.GetNames<ShellStream>(), "ErrorTarget", "ErrorDetails", "ErrorData", "TerminatingError",
    ];

    public static TheoryData<string, string> Forms => new()
    {
        { "as it is", "x " + Token + " x" },
        { "URL-encoded", Uri.EscapeDataString(Token) },
        { "URL-encoded in lower case", Uri.EscapeDataString(Token).Replace("%2B", "%2b").Replace("%2F", "%2f").Replace("%3D", "%3d") },
        { "base64, alignment 0", Convert.ToBase64String(Encoding.UTF8.GetBytes("abc" + Token + "x")) },
        { "base64, alignment 1", Convert.ToBase64String(Encoding.UTF8.GetBytes("a" + Token + "x")) },
        { "base64, alignment 2", Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + Token + "x")) },
        { "base64 of UTF-16, alignment 0", Convert.ToBase64String(Encoding.Unicode.GetBytes("abc" + Token + "x")) },
        { "base64 of UTF-16, alignment 2", Convert.ToBase64String(Encoding.Unicode.GetBytes("a" + Token + "x")) },
    };

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Places))]
    public void FindsATokenInEveryStream(string place)
    {
        using HostedShell shell = new(new()
        {
            Configure = static state => state.Commands.Add(new SessionStateCmdletEntry("Write-Planted", typeof(WritePlantedCommand), null)),
        });
        Evidence evidence = new();

        evidence.Add("run", shell.Run("$VerbosePreference = $DebugPreference = 'Continue'; Write-Planted $place $token", ("place", place), ("token", Token)));

        evidence.Find([Planted]).ShouldContain(f => !f.StartsWith("run: window", StringComparison.Ordinal) && f.EndsWith("planted, as it is", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void FindsATokenInEveryForm(string form, string text)
    {
        Evidence evidence = new();

        evidence.Add("text", text);

        evidence.Find([Planted]).ShouldContain($"text: planted, {form}");
    }

    [Fact]
    public void FindsATokenInAFileOfUtf16()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "log.txt"), "x" + Token, Encoding.Unicode);
        Evidence evidence = new();

        evidence.AddFolder(_folder.FullName);

        evidence.Find([Planted]).ShouldContain("file log.txt: planted, UTF-16");
    }

    [Fact]
    public void FindsATokenInTheNameOfAFile()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.c2lnbmF0dXJl.txt"), string.Empty);
        Evidence evidence = new();

        evidence.AddFolder(_folder.FullName);

        evidence.Find([new Secret("planted", "c2lnbmF0dXJl")]).ShouldBe(["file name: planted, as it is"]);
    }

    [Fact]
    public void FindsTheSignatureOfATokenAlone()
    {
        Evidence evidence = new();

        evidence.Add("text", "x c2lnbmF0dXJl+/=& x");

        evidence.Find([Planted]).ShouldBe(["text: planted (a part of it), as it is"]);
    }

    [Fact]
    public void FindsNothingWhereNothingIs()
    {
        Evidence evidence = new();

        evidence.Add("text", string.Join(' ', Enumerable.Range(0, 1000)) + Convert.ToBase64String(Encoding.UTF8.GetBytes("signature")));

        evidence.Find([Planted]).ShouldBeEmpty();
    }
}
