using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Reflection;
using System.Runtime.Loader;
using Shouldly;
using Xunit;

namespace MailboxImportExport.ModuleTests.Portable;

/// <summary>The rows of the retry table that only the build for Windows PowerShell has: .NET Framework tells by a WebException what .NET tells by a property.</summary>
public sealed class PortableRetryTests : IDisposable
{
    private static readonly WebExceptionStatus[] BeforeAnythingIsSent =
    [
        WebExceptionStatus.NameResolutionFailure,
        WebExceptionStatus.ConnectFailure,
        WebExceptionStatus.ProxyNameResolutionFailure,
        WebExceptionStatus.TrustFailure,
        WebExceptionStatus.SecureChannelFailure,
    ];

    private readonly AssemblyLoadContext _context = new("portable", isCollectible: true);
    private readonly MethodInfo _shouldRetry;
    private readonly Type _repeat;

    public PortableRetryTests()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "portable");
        _context.Resolving += (context, name) => File.Exists(Path.Combine(folder, name.Name + ".dll")) ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
        Assembly core = _context.LoadFromAssemblyPath(Path.Combine(folder, "MailboxImportExport.Core.dll"));
        core.GetReferencedAssemblies().ShouldContain(static name => name.Name == "netstandard");
        _repeat = core.GetType("MailboxImportExport.Transport.Repeat", throwOnError: true)!;
        _shouldRetry = core.GetType("MailboxImportExport.Transport.RetryTable", throwOnError: true)!
            .GetMethod("ShouldRetry", BindingFlags.Static | BindingFlags.Public, [typeof(Exception), _repeat])!;
    }

    public static TheoryData<WebExceptionStatus> Statuses => [.. Enum.GetValues<WebExceptionStatus>().Distinct()];

    public void Dispose() => _context.Unload();

    [Theory]
    [MemberData(nameof(Statuses))]
    public void RepeatsWhatDoesHarmOnlyWhenNothingWasSent(WebExceptionStatus status)
    {
        HttpRequestException exception = new("An error occurred while sending the request.", new WebException("No more than this.", status));

        ShouldRetry(exception, "WhenRefused").ShouldBe(BeforeAnythingIsSent.Contains(status));
        ShouldRetry(exception, "Always").ShouldBeTrue();
    }

    [Fact]
    public void RepeatsNothingThatDoesHarmWhenNobodySaysWhatWasSent()
    {
        ShouldRetry(new HttpRequestException("The line broke."), "WhenRefused").ShouldBeFalse();
        ShouldRetry(new HttpRequestException("The line broke.", new IOException()), "WhenRefused").ShouldBeFalse();
        ShouldRetry(new HttpRequestException(HttpRequestError.ConnectionError, "Only the other build knows this."), "WhenRefused").ShouldBeFalse();
    }

    private bool ShouldRetry(Exception exception, string repeat) => (bool)_shouldRetry.Invoke(null, [exception, Enum.Parse(_repeat, repeat)])!;
}
