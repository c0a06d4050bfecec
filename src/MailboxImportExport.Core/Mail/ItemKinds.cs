using System;
using System.Linq;
using MailboxImportExport.FastTransfer;
using MailboxImportExport.Model;
using MailboxImportExport.Model.Mapi;

namespace MailboxImportExport.Mail;

/// <summary>What appointments, contacts and tasks have that mail has not.</summary>
internal static class ItemKinds
{
    private const int LongestId = 4096;
    private const int IsMeetingFlag = 0x1;
    private const int IsCanceledFlag = 0x4;

    /// <summary>Fields of an appointment or a meeting request, or null.</summary>
    public static MailboxItemAppointment? Appointment(ItemNode item, string? itemClass, MailboxItemAddress? organizer)
    {
        if (!Is(itemClass, "IPM.Appointment") && !Is(itemClass, "IPM.Schedule.Meeting"))
        {
            return null;
        }

        int state = item.Number(KnownProperties.AppointmentStateFlags) ?? 0;
        return new MailboxItemAppointment
        {
            Start = item.Time(KnownProperties.AppointmentStartWhole) ?? item.Time(KnownProperties.StartDate),
            End = item.Time(KnownProperties.AppointmentEndWhole) ?? item.Time(KnownProperties.EndDate),
            IsAllDay = item.Flag(KnownProperties.AppointmentSubType) ?? false,
            Location = item.Text(KnownProperties.Location),
            BusyStatus = Enumerated<MailboxItemBusyStatus>(item.Number(KnownProperties.BusyStatus)),
            IsRecurring = item.Flag(KnownProperties.Recurring) ?? item.Find(KnownProperties.AppointmentRecur) is not null,
            RecurrencePattern = item.Text(KnownProperties.RecurrencePattern),
            IsMeeting = (state & IsMeetingFlag) != 0,
            IsCanceled = (state & IsCanceledFlag) != 0,
            Organizer = organizer,
            Response = Enumerated<MailboxItemResponse>(item.Number(KnownProperties.ResponseStatus)),
            ReminderMinutes = item.Flag(KnownProperties.ReminderSet) == true ? item.Number(KnownProperties.ReminderDelta) : null,
            TimeZone = item.Text(KnownProperties.TimeZoneDescription),
            GlobalObjectId = item.Bytes(KnownProperties.GlobalObjectId, LongestId) is byte[] id ? Hex.Of(id) : null,
        };
    }

    /// <summary>Fields of a contact, or null.</summary>
    public static MailboxItemContact? Contact(ItemNode item, string? itemClass) => !Is(itemClass, "IPM.Contact") ? null : new MailboxItemContact
    {
        FileAs = item.Text(KnownProperties.FileUnder),
        DisplayName = item.Text(KnownProperties.DisplayName),
        GivenName = item.Text(KnownProperties.GivenName),
        MiddleName = item.Text(KnownProperties.MiddleName),
        Surname = item.Text(KnownProperties.Surname),
        Nickname = item.Text(KnownProperties.Nickname),
        Company = item.Text(KnownProperties.CompanyName),
        Department = item.Text(KnownProperties.DepartmentName),
        JobTitle = item.Text(KnownProperties.Title),
        EmailAddresses = new[]
        {
            ItemAddresses.OfContact(item, KnownProperties.Email1DisplayName, KnownProperties.Email1AddressType, KnownProperties.Email1EmailAddress),
            ItemAddresses.OfContact(item, KnownProperties.Email2DisplayName, KnownProperties.Email2AddressType, KnownProperties.Email2EmailAddress),
            ItemAddresses.OfContact(item, KnownProperties.Email3DisplayName, KnownProperties.Email3AddressType, KnownProperties.Email3EmailAddress),
        }.OfType<MailboxItemAddress>().ToArray(),
        BusinessPhone = item.Text(KnownProperties.BusinessTelephoneNumber),
        MobilePhone = item.Text(KnownProperties.MobileTelephoneNumber),
        HomePhone = item.Text(KnownProperties.HomeTelephoneNumber),
        BusinessAddress = item.Text(KnownProperties.WorkAddress) ?? item.Text(KnownProperties.PostalAddress),
        HomeAddress = item.Text(KnownProperties.HomeAddress),
        OtherAddress = item.Text(KnownProperties.OtherAddress),
        Birthday = item.Time(KnownProperties.Birthday),
    };

    /// <summary>Fields of a task, or null.</summary>
    public static MailboxItemTask? Task(ItemNode item, string? itemClass) => !Is(itemClass, "IPM.Task") ? null : new MailboxItemTask
    {
        Status = Enumerated<MailboxItemTaskStatus>(item.Number(KnownProperties.TaskStatus)),
        PercentComplete = item.Floating(KnownProperties.PercentComplete),
        IsComplete = item.Flag(KnownProperties.TaskComplete) ?? false,
        Start = item.Time(KnownProperties.TaskStartDate),
        Due = item.Time(KnownProperties.TaskDueDate),
        Completed = item.Time(KnownProperties.TaskDateCompleted),
        Owner = item.Text(KnownProperties.TaskOwner),
    };

    /// <summary>A number as a value that has a name, or null when it has none.</summary>
    public static T? Enumerated<T>(int? number)
        where T : struct, Enum
        => number is int value && Enum.IsDefined(typeof(T), value) ? (T)Enum.ToObject(typeof(T), value) : null;

    // A class and what is derived from it: IPM.Note.Custom is a note, IPM.NoteWorthy is not.
    private static bool Is(string? itemClass, string wanted)
        => itemClass is not null && itemClass.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) && (itemClass.Length == wanted.Length || itemClass[wanted.Length] == '.');
}
