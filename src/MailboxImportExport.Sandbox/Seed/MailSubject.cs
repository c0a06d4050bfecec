using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text;
using MailboxImportExport.Sandbox.Mapi;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>The properties that follow from a subject: its prefix, what is left without it, and the conversation.</summary>
internal static class MailSubject
{
    private const int LongestPrefix = 3;
    private const int ConversationIndexLength = 22;

    public static IEnumerable<MapiProperty> Of(string subject)
    {
        int prefix = PrefixLength(subject);
        string normalized = subject[prefix..];
        return
        [
            Tags.Subject.With(subject),
            Tags.SubjectPrefix.With(subject[..prefix]),
            Tags.NormalizedSubject.With(normalized),
            Tags.ConversationTopic.With(normalized),
            Tags.ConversationIndex.With(ConversationIndex(normalized)),
        ];
    }

    /// <summary>One to three letters with a colon and a blank, such as "RE: " or "AW: ".</summary>
    private static int PrefixLength(string subject)
    {
        int colon = subject.IndexOf(": ", StringComparison.Ordinal);
        if (colon is < 1 or > LongestPrefix)
        {
            return 0;
        }

        foreach (char letter in subject[..colon])
        {
            if (!char.IsLetter(letter))
            {
                return 0;
            }
        }

        return colon + 2;
    }

    private static byte[] ConversationIndex(string topic)
    {
        byte[] index = SHA256.HashData(Encoding.UTF8.GetBytes(topic))[..ConversationIndexLength];
        index[0] = 1;
        return index;
    }
}
