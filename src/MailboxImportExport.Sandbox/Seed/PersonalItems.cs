using System;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Makes contacts, tasks and sticky notes.</summary>
internal static class PersonalItems
{
    private const int InProgress = 1;
    private const int Yellow = 3;

    public static MessageContent Contact(string givenName, string surname, string company, string address) => new()
    {
        Properties = new PropertyBag(
        [
            Tags.MessageClass.With("IPM.Contact"),
            .. MailSubject.Of($"{givenName} {surname}"),
            Tags.DisplayName.With($"{givenName} {surname}"),
            Tags.GivenName.With(givenName),
            Tags.Surname.With(surname),
            Tags.CompanyName.With(company),
            Tags.BusinessTelephone.With("+49 30 5550100"),
            Tags.FileAs.With($"{surname}, {givenName}"),
            Tags.Email1DisplayName.With($"{givenName} {surname}"),
            Tags.Email1Address.With(address),
        ]),
    };

    public static MessageContent TaskItem(string subject, DateTimeOffset start, DateTimeOffset due) => new()
    {
        Properties = new PropertyBag(
        [
            Tags.MessageClass.With("IPM.Task"),
            .. MailSubject.Of(subject),
            Tags.TaskStatus.With(InProgress),
            Tags.TaskStartDate.With(start),
            Tags.TaskDueDate.With(due),
            Tags.TaskComplete.With(false),
        ]),
    };

    public static MessageContent StickyNote(string text) => new()
    {
        Properties = new PropertyBag(
        [
            Tags.MessageClass.With("IPM.StickyNote"),
            .. MailSubject.Of(text),
            Tags.Body.With(text),
            Tags.NoteColor.With(Yellow),
        ]),
    };
}
