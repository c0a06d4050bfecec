using System;

namespace MailboxImportExport.Model;

/// <summary>The one exception type of the module; what happened is in <see cref="Kind"/>.</summary>
public class MailboxImportExportException : Exception
{
    /// <summary>Makes an exception of a kind.</summary>
    /// <param name="kind">What went wrong.</param>
    /// <param name="message">The cause in one or two sentences, without any secret.</param>
    /// <param name="nextStep">What the reader can do about it, or null.</param>
    /// <param name="target">What the user knows the thing by: an address, a path, an id.</param>
    /// <param name="innerException">What was caught, or null.</param>
    public MailboxImportExportException(
        FailureKind kind,
        string message,
        string? nextStep = null,
        object? target = null,
        Exception? innerException = null)
        : base(nextStep is null ? message : message + " " + nextStep, innerException)
    {
        Kind = kind;
        NextStep = nextStep;
        Target = target;
    }

    /// <summary>What went wrong.</summary>
    public FailureKind Kind { get; }

    /// <summary>What the reader can do about it, or null.</summary>
    public string? NextStep { get; }

    /// <summary>What the user knows the failing thing by: an address, a path, an id.</summary>
    public object? Target { get; }

    /// <summary>Whether an answer was lost, so that what was asked for may have been done.</summary>
    internal bool IsOutcomeUnknown { get; init; }
}
