using System;

namespace MailboxImportExport.Model;

/// <summary>A refusal or failure that the service itself reported.</summary>
public sealed class MailboxServiceException : MailboxImportExportException
{
    internal MailboxServiceException(
        FailureKind kind,
        string message,
        string? nextStep,
        object? target,
        ServiceFault fault)
        : base(kind, message, nextStep, target) => Fault = fault;

    /// <summary>HTTP status, or 0 when the error stood inside a successful answer.</summary>
    public int StatusCode => Fault.StatusCode;

    /// <summary>The service's own error code, for example <c>ErrorItemNotFound</c>.</summary>
    public string? ServiceCode => Fault.Code;

    /// <summary>The service's own text.</summary>
    public string? ServiceMessage => Fault.Message;

    /// <summary>The id under which Microsoft support finds the request.</summary>
    public string? RequestId => Fault.RequestId;

    /// <summary>The id that this module gave the request.</summary>
    public string? ClientRequestId => Fault.ClientRequestId;

    /// <summary>How long the service asked to wait.</summary>
    public TimeSpan? RetryAfter => Fault.RetryAfter;

    internal ServiceFault Fault { get; }
}
