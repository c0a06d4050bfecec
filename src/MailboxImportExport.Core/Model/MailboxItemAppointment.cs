using System;

namespace MailboxImportExport.Model;

/// <summary>What an appointment, a meeting or a meeting request says.</summary>
public sealed record MailboxItemAppointment
{
    /// <summary>When it begins, UTC.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>Whether it takes whole days.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>Where it takes place.</summary>
    public string? Location { get; init; }

    /// <summary>How it shows in free and busy times.</summary>
    public MailboxItemBusyStatus? BusyStatus { get; init; }

    /// <summary>Whether it repeats.</summary>
    public bool IsRecurring { get; init; }

    /// <summary>How it repeats, as Outlook put it into words.</summary>
    public string? RecurrencePattern { get; init; }

    /// <summary>Whether it is a meeting with others.</summary>
    public bool IsMeeting { get; init; }

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCanceled { get; init; }

    /// <summary>Who invites.</summary>
    public MailboxItemAddress? Organizer { get; init; }

    /// <summary>What the owner of the mailbox answered.</summary>
    public MailboxItemResponse? Response { get; init; }

    /// <summary>Minutes before the beginning at which a reminder comes; null without one.</summary>
    public int? ReminderMinutes { get; init; }

    /// <summary>Time zone, as its name was shown.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The identifier that all copies of a meeting have, hexadecimal.</summary>
    public string? GlobalObjectId { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Start?.UtcDateTime:yyyy-MM-dd HH:mm}{(string.IsNullOrEmpty(Location) ? string.Empty : $" ({Location})")}";
}
