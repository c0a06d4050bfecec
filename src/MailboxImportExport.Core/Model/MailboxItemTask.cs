using System;

namespace MailboxImportExport.Model;

/// <summary>What a task says.</summary>
public sealed record MailboxItemTask
{
    /// <summary>How far it is.</summary>
    public MailboxItemTaskStatus? Status { get; init; }

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double? PercentComplete { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool IsComplete { get; init; }

    /// <summary>When work on it begins.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it is due.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Name of the owner.</summary>
    public string? Owner { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Due is null ? $"{Status}" : $"{Status}, due {Due.Value.UtcDateTime:yyyy-MM-dd}";
}
