using System;
using System.Collections.Generic;
using System.IO;
using MailboxImportExport.Sandbox.Mapi;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes appointments and meeting requests.</summary>
internal static class CalendarItems
{
    private const int Busy = 2;
    private const int ReminderMinutes = 15;
    private const int IsMeeting = 1;
    private static readonly DateTime MinutesEpoch = new(1601, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static MessageContent Appointment(string subject, DateTimeOffset start, TimeSpan duration, string location)
        => new() { Properties = new PropertyBag([Tags.MessageClass.With("IPM.Appointment"), .. Common(subject, start, duration, location)]) };

    /// <summary>An appointment that repeats each week on the day it first takes place.</summary>
    public static MessageContent Weekly(string subject, DateTimeOffset start, TimeSpan duration, string location, int occurrences)
    {
        MessageContent single = Appointment(subject, start, duration, location);
        return single with
        {
            Properties = single.Properties.With(
                Tags.Recurring.With(true),
                Tags.RecurrenceBlob.With(WeeklyPattern(start, duration, occurrences))),
        };
    }

    public static MessageContent MeetingRequest(
        string subject,
        DateTimeOffset start,
        TimeSpan duration,
        byte[] globalObjectId,
        MailboxAddress organizer,
        MailboxAddress invited)
    {
        PropertyBag properties = new(
        [
            Tags.MessageClass.With("IPM.Schedule.Meeting.Request"),
            Tags.MessageFlags.With(1),
            Tags.ResponseRequested.With(true),
            Tags.StartDate.With(start),
            Tags.EndDate.With(start + duration),
            Tags.AppointmentState.With(IsMeeting),
            Tags.GlobalObjectId.With(globalObjectId),
            Tags.CleanGlobalObjectId.With(globalObjectId),
            .. MimeRecipients.Originators(organizer, organizer),
            .. Common(subject, start, duration, "Room 4"),
        ]);
        PropertyBag recipient = MimeRecipients.Of(0, 1, invited.Name ?? invited.Address, invited.Address);
        return new MessageContent { Properties = properties, Recipients = [recipient] };
    }

    private static IEnumerable<MapiProperty> Common(string subject, DateTimeOffset start, TimeSpan duration, string location) =>
    [
        .. MailSubject.Of(subject),
        Tags.Body.With($"{subject} at {location}."),
        Tags.Location.With(location),
        Tags.AppointmentStart.With(start),
        Tags.AppointmentEnd.With(start + duration),
        Tags.CommonStart.With(start),
        Tags.CommonEnd.With(start + duration),
        Tags.BusyStatus.With(Busy),
        Tags.AllDay.With(false),
        Tags.ReminderSet.With(true),
        Tags.ReminderDelta.With(ReminderMinutes),
    ];

    /// <summary>A recurrence as MS-OXOCAL (Appointment and Meeting Object Protocol) lays it out, without exceptions.</summary>
    private static byte[] WeeklyPattern(DateTimeOffset start, TimeSpan duration, int occurrences)
    {
        const int EndsAfterCount = 0x2022;
        DateTime day = start.UtcDateTime.Date;
        int first = Minutes(day);
        int startOfDay = (int)start.UtcDateTime.TimeOfDay.TotalMinutes;
        using MemoryStream blob = new();
        using BinaryWriter writer = new(blob);
        writer.Write((short)0x3004);
        writer.Write((short)0x3004);
        writer.Write((short)0x200B);
        writer.Write((short)1);
        writer.Write((short)0);
        writer.Write(Minutes(day.AddDays(-(int)day.DayOfWeek)) % (7 * 24 * 60));
        writer.Write(1);
        writer.Write(0);
        writer.Write(1 << (int)day.DayOfWeek);
        writer.Write(EndsAfterCount);
        writer.Write(occurrences);
        writer.Write(0);
        writer.Write(0);
        writer.Write(0);
        writer.Write(first);
        writer.Write(Minutes(day.AddDays(7 * (occurrences - 1))));
        writer.Write(0x3006);
        writer.Write(0x3009);
        writer.Write(startOfDay);
        writer.Write(startOfDay + (int)duration.TotalMinutes);
        writer.Write((short)0);
        writer.Write(0);
        writer.Write(0);
        writer.Flush();
        return blob.ToArray();
    }

    private static int Minutes(DateTime day) => (int)(day - MinutesEpoch).TotalMinutes;
}
