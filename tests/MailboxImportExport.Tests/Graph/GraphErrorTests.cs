using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph;

public sealed class GraphErrorTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task ReadsCodeMessageAndIdsWhenGraphRefuses()
    {
        using HttpResponseMessage response = new(HttpStatusCode.NotFound);
        response.Headers.Add("request-id", "r1");
        response.Headers.Add("client-request-id", "c1");

        ServiceFault fault = await ReadAsync(response, """{"error":{"code":"ErrorItemNotFound","message":"Not there.","innerError":{"code":"Inner"}}}""");

        fault.ShouldBe(new ServiceFault { StatusCode = 404, Code = "ErrorItemNotFound", Message = "Not there.", RequestId = "r1", ClientRequestId = "c1" });
    }

    [Theory]
    [InlineData("""{"error":{"code":"","message":"m","innerError":{"code":"Precise"}}}""", "Precise")]
    [InlineData("""{"error":{"message":"m","innererror":{"code":"Precise"}}}""", "Precise")]
    [InlineData("""{"Error":{"Code":"Upper","Message":"m"}}""", "Upper")]
    [InlineData("""{"Message":"m"}""", null)]
    [InlineData("""{"error":{"code":"","message":"m"}}""", null)]
    public async Task ReadsTheCodeWhereverItStands(string body, string? code)
    {
        using HttpResponseMessage response = new(HttpStatusCode.BadRequest);

        ServiceFault fault = await ReadAsync(response, body);

        fault.Code.ShouldBe(code);
        fault.Message.ShouldBe("m");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("{\"error\":{\"code\":")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"error\":\"text\"}")]
    [InlineData("{\"error\":{\"code\":5,\"message\":{}}}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"error\":{\"code\":\"\\ud800\",\"message\":\"\\udc00\"}}")]
    public async Task HasTheReasonOfTheStatusWhenTheBodySaysNothing(string body)
    {
        using HttpResponseMessage response = new(HttpStatusCode.BadGateway);

        ServiceFault fault = await ReadAsync(response, body);

        fault.Code.ShouldBeNull();
        fault.Message.ShouldBe("Bad Gateway");
    }

    [Fact]
    public async Task CutsTextsWhenTheyAreLong()
    {
        using HttpResponseMessage response = new(HttpStatusCode.BadRequest);

        ServiceFault fault = await ReadAsync(response, "{\"error\":{\"code\":\"X\",\"message\":\"" + new string('m', 5000) + "\"}}");

        fault.Message!.Length.ShouldBe(1000);
    }

    [Fact]
    public async Task WaitsAsManySecondsAsAskedWhenTheHeaderIsANumber()
    {
        using HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(17));

        (await ReadAsync(response, string.Empty)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, null)]
    public async Task WaitsUntilTheTimeWhenTheHeaderIsADate(int ahead, int? seconds)
    {
        using HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(_time.GetUtcNow().AddSeconds(ahead));

        (await ReadAsync(response, string.Empty)).RetryAfter.ShouldBe(seconds is int s ? TimeSpan.FromSeconds(s) : null);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task WaitsUntilTheTimeByTheClockOfTheServiceWhenThatOfThisMachineDiffers(int ahead)
    {
        DateTimeOffset service = _time.GetUtcNow().AddSeconds(ahead);
        using HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        response.Headers.Date = service;
        response.Headers.RetryAfter = new RetryConditionHeaderValue(service.AddSeconds(90));

        (await ReadAsync(response, string.Empty)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(TimeoutException))]
    public async Task KeepsStatusAndPauseWhenTheBodyBreaks(Type failure)
    {
        using HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(17));
        using BreakingStream body = new("{\"error\":{\"code\":\"Appl", (Exception)Activator.CreateInstance(failure)!);

        ServiceFault fault = await GraphError.ReadAsync(response, body, _time, CancellationToken.None);

        fault.ShouldBe(new ServiceFault { StatusCode = 429, Message = "Too Many Requests", RetryAfter = TimeSpan.FromSeconds(17) });
    }

    [Fact]
    public async Task IsCancelledWhenTheRunIsWhileTheBodyComes()
    {
        using HttpResponseMessage response = new(HttpStatusCode.TooManyRequests);
        using BreakingStream body = new(string.Empty, new OperationCanceledException());

        await Should.ThrowAsync<OperationCanceledException>(() => GraphError.ReadAsync(response, body, _time, CancellationToken.None));
    }

    [Fact]
    public async Task NamesTheRequestByTheIdThatItHadWhenTheAnswerDoesNot()
    {
        using HttpRequestMessage request = new();
        request.Headers.Add("client-request-id", "c1");
        using HttpResponseMessage response = new(HttpStatusCode.BadGateway) { RequestMessage = request };

        (await ReadAsync(response, string.Empty)).ClientRequestId.ShouldBe("c1");
    }

    [Theory]
    [InlineData(400, null, FailureKind.ServiceRefused)]
    [InlineData(401, null, FailureKind.TokenRefused)]
    [InlineData(403, "ErrorAccessDenied", FailureKind.MailboxRefused)]
    [InlineData(404, "ErrorItemNotFound", FailureKind.FolderNotFound)]
    [InlineData(404, "ResourceNotFound", FailureKind.FolderNotFound)]
    [InlineData(404, "MailboxNotEnabledForRESTAPI", FailureKind.MailboxUnavailable)]
    [InlineData(404, "Request_ResourceNotFound", FailureKind.MailboxNotFound)]
    [InlineData(404, "ErrorInvalidUser", FailureKind.MailboxNotFound)]
    [InlineData(408, null, FailureKind.ServiceUnavailable)]
    [InlineData(409, "ErrorFolderExists", FailureKind.FolderExists)]
    [InlineData(409, null, FailureKind.ServiceRefused)]
    [InlineData(410, null, FailureKind.FolderNotFound)]
    [InlineData(429, "ApplicationThrottled", FailureKind.ServiceThrottled)]
    [InlineData(500, null, FailureKind.ServiceUnavailable)]
    [InlineData(503, "ErrorServerBusy", FailureKind.ServiceUnavailable)]
    [InlineData(507, null, FailureKind.MailboxFull)]
    [InlineData(0, "ErrorQuotaExceeded", FailureKind.MailboxFull)]
    public void KnowsWhatARefusalMeans(int status, string? code, FailureKind kind)
        => GraphError.Classify(new ServiceFault { StatusCode = status, Code = code }, FailureKind.FolderNotFound).ShouldBe(kind);

    private async Task<ServiceFault> ReadAsync(HttpResponseMessage response, string body)
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(body));
        return await GraphError.ReadAsync(response, stream, _time, CancellationToken.None);
    }

    /// <summary>A body that begins and breaks.</summary>
    private sealed class BreakingStream(string beginning, Exception failure) : MemoryStream(Encoding.UTF8.GetBytes(beginning))
    {
        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            int read = await base.ReadAsync(buffer, offset, count, cancellationToken);
            return read > 0 ? read : throw failure;
        }
    }
}
