namespace MailboxImportExport.Model.Mapi;

/// <summary>Subjects as they are stored.</summary>
internal static class SubjectText
{
    private const char Mark = '\u0001';
    private const int MarkLength = 2;

    /// <summary>
    /// A subject without the two characters that may stand in front of it: a mark, and a character whose number is the length of
    /// "RE: " and the like ("[MS-OXCMSG]: Message and Attachment Object Protocol", PidTagSubject).
    /// </summary>
    public static string? WithoutControlPrefix(string? subject)
        => subject?.Length >= MarkLength && subject[0] == Mark ? subject.Substring(MarkLength) : subject;
}
