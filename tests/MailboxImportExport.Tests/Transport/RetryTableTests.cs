using System;
using System.IO;
using System.Linq;
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

    public static TheoryData<string, Exception, bool, bool, bool> Rows => new()
    {
        // What happened, always, when refused only, until seen.
        { "429", Status(429), true, true, true },
        { "503", Status(503), true, true, true },
        { "408", Status(408), true, false, true },
        { "500", Status(500), true, false, true },
        { "502", Status(502), true, false, true },
        { "504", Status(504), true, false, true },
        { "509", Status(509), true, false, true },
        { "404", Status(404), false, false, true },
        { "400 of a copy that lags behind", Status(400, "The appId is not valid: the Backing Application was not found."), false, false, true },
        { "400", Status(400, "Bad request."), false, false, false },
        { "body not sent as a whole", new BodyIncompleteException(new IOException("reset")), true, true, true },
        { "no connection", new HttpRequestException(HttpRequestError.ConnectionError, "refused"), true, true, true },
        { "line broke", new HttpRequestException("broken"), true, false, true },
        { "stream broke", new IOException("broken"), true, false, true },
        { "no answer", new TimeoutException(), true, false, true },
        { "answer cut off", Errors.AnswerInvalid("it is cut off."), true, false, true },
        { "cancelled", new OperationCanceledException(), false, false, false },
        { "closed", new ObjectDisposedException("client"), false, false, false },
        { "ours", Errors.ItemCorrupt("a", "it is shorter"), false, false, false },
        { "a fault of the program", new InvalidOperationException(), false, false, false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void FollowsItsRowWhateverMayBeRepeated(string what, Exception exception, bool always, bool whenRefused, bool untilSeen)
    {
        RetryTable.ShouldRetry(exception, Repeat.Always).ShouldBe(always, what);
        RetryTable.ShouldRetry(exception, Repeat.WhenRefused).ShouldBe(whenRefused, what);
        RetryTable.ShouldRetry(exception, Repeat.UntilSeen).ShouldBe(untilSeen, what);
    }

    [Fact]
    public void RepeatsNoStatusThatHasNoRow()
    {
        int[] rows = [408, 429, 500, 502, 503, 504, 509];
        foreach (int status in Enumerable.Range(0, 1000))
        {
            foreach (Repeat repeat in Enum.GetValues<Repeat>())
            {
                bool expected = repeat == Repeat.WhenRefused ? status is 429 or 503 : rows.Contains(status) || (repeat == Repeat.UntilSeen && status == 404);
                RetryTable.ShouldRetry(Status(status), repeat).ShouldBe(expected, $"{status} {repeat}");
            }
        }
    }

    private static MailboxServiceException Status(int status, string? message = null)
        => Errors.Service(FailureKind.ServiceRefused, "testing", null, new ServiceFault { StatusCode = status, Message = message });
}
