using System;
using System.Threading.Tasks;
using Azure.Core;
using Azure.Core.Pipeline;

namespace MailboxImportExport.Authentication;

/// <summary>
/// Asks an endpoint again that answers but is not ready. Where no endpoint is named, Azure.Identity asks the one of virtual
/// machines: when nobody answers there, this is no virtual machine of Azure, and a person is waiting.
/// </summary>
/// <remarks>
/// Statuses: Azure documentation, "How to use managed identities for Azure resources on an Azure VM to acquire an access token",
/// error handling. Alone, Azure.Identity tries for half a minute when the connection is refused, and for 100 seconds when it is
/// not answered.
/// </remarks>
internal sealed class ManagedIdentityRetry(bool isEndpointNamed) : RetryPolicy(Retries, DelayStrategy.CreateExponentialDelayStrategy(FirstDelay))
{
    /// <summary>How long an answer may take. A machine answers in milliseconds, with a token that it has to fetch in a few seconds.</summary>
    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    private const int Retries = 4;
    private const int EndpointIsUpdating = 404;
    private const int EndpointIsGoneForAMinute = 410;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception)
        => exception is null ? IsNotReady(message) || base.ShouldRetry(message, null) : isEndpointNamed && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) => new(ShouldRetry(message, exception));

    private static bool IsNotReady(HttpMessage message) => message.HasResponse && message.Response.Status is EndpointIsUpdating or EndpointIsGoneForAMinute;
}
