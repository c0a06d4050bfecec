using System;

namespace MailboxImportExport.Model;

/// <summary>What the service said about a request that it did not carry out.</summary>
internal sealed record ServiceFault
{
    private readonly string? _message;

    /// <summary>HTTP status, or 0 when the error stood inside a successful answer.</summary>
    public int StatusCode { get; init; }

    public string? Code { get; init; }

    /// <summary>The service's own text, without anything secret that it repeated.</summary>
    public string? Message
    {
        get => _message;
        init => _message = ServiceText.WithoutSecrets(value);
    }

    public string? RequestId { get; init; }

    public string? ClientRequestId { get; init; }

    /// <summary>Time to wait, already counted from the moment the answer came when the header was a date.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
