using System;
using System.IO;
using System.Net.Http;
using System.Net.Sockets;
using MailboxImportExport.Model;
using MailboxImportExport.Transport;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transport;

public sealed class RetryTableTests
{
    [Fact]
    public void RepeatsWhenTheBodyWasNotSentAltogether()
        => RetryTable.ShouldRetry(new BodyIncompleteException(new IOException("reset")), Repeat.WhenRefused).ShouldBeTrue();

    [Theory]
    [InlineData(429, true, true)]
    [InlineData(503, true, true)]
    [InlineData(408, true, false)]
    [InlineData(500, true, false)]
    [InlineData(502, true, false)]
    [InlineData(504, true, false)]
    [InlineData(509, true, false)]
    [InlineData(0, false, false)]
    [InlineData(308, false, false)]
    [InlineData(400, false, false)]
    [InlineData(401, false, false)]
    [InlineData(403, false, false)]
    [InlineData(404, false, false)]
    [InlineData(409, false, false)]
    [InlineData(410, false, false)]
    [InlineData(412, false, false)]
    [InlineData(413, false, false)]
    [InlineData(501, false, false)]
    [InlineData(507, false, false)]
    public void RepeatsAsTheStatusAllowsWhenTheServiceAnswered(int status, bool always, bool whenRefused)
    {
        MailboxServiceException refusal = Errors.Service(FailureKind.ServiceRefused, "testing", null, new ServiceFault { StatusCode = status });

        RetryTable.ShouldRetry(refusal, Repeat.Always).ShouldBe(always);
        RetryTable.ShouldRetry(refusal, Repeat.WhenRefused).ShouldBe(whenRefused);
    }

    [Fact]
    public void RepeatsOnlyWhatDoesNoHarmWhenTheOutcomeIsUnknown()
    {
        Exception[] unknown =
        [
            new HttpRequestException("The line broke."),
            new HttpRequestException("Error while copying content to a stream.", new IOException("Reset", new SocketException(104))),
            new HttpRequestException(HttpRequestError.ResponseEnded, "The answer ended."),
            new IOException("The line broke."),
            new TimeoutException("No answer."),
            Errors.AnswerInvalid("it is cut off."),
        ];

        foreach (Exception exception in unknown)
        {
            RetryTable.ShouldRetry(exception, Repeat.Always).ShouldBeTrue(exception.ToString());
            RetryTable.ShouldRetry(exception, Repeat.WhenRefused).ShouldBeFalse(exception.ToString());
        }
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    [InlineData(HttpRequestError.ProxyTunnelError)]
    public void RepeatsEverythingWhenNothingWasSent(HttpRequestError error)
    {
        HttpRequestException exception = new(error, "No connection could be made.");

        RetryTable.ShouldRetry(exception, Repeat.Always).ShouldBeTrue();
        RetryTable.ShouldRetry(exception, Repeat.WhenRefused).ShouldBeTrue();
    }

    [Fact]
    public void NeverRepeatsWhenTheFailureIsOurOwn()
    {
        Exception[] final =
        [
            new OperationCanceledException(),
            new ObjectDisposedException("HttpClient"),
            new InvalidOperationException(),
            Errors.ItemCorrupt("a", "it is shorter"),
            Errors.HostNotAllowed("elsewhere", ["here"]),
            Errors.TokenExpired(null),
            Errors.SpoolFull(1),
        ];

        foreach (Exception exception in final)
        {
            RetryTable.ShouldRetry(exception, Repeat.Always).ShouldBeFalse(exception.ToString());
            RetryTable.ShouldRetry(exception, Repeat.WhenRefused).ShouldBeFalse(exception.ToString());
        }
    }
}
