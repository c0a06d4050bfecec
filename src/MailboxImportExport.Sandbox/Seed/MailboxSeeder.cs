using System;
using System.Collections.Generic;
using MailboxImportExport.Sandbox.Mapi;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>Fills one mailbox with items, giving each what the corpus cannot know: a search key, a time of arrival, read state, categories.</summary>
internal sealed class MailboxSeeder(SandboxMailbox mailbox, SeededRandom random)
{
    private const int UnreadEvery = 5;
    private const int CategorizedEvery = 9;
    private const int SearchKeyLength = 16;
    private static readonly string[] Categories = ["Red category", "Projekt Zürich"];
    private readonly ArrivalTimes _arrivals = new();
    private int _count;

    public SandboxMailbox Mailbox => mailbox;

    public void Add(SandboxFolder folder, IEnumerable<CorpusMessage> messages)
    {
        foreach (CorpusMessage message in messages)
        {
            Add(folder, message.Content);
        }
    }

    public SandboxItem Add(SandboxFolder folder, MessageContent content)
    {
        _count++;
        DateTimeOffset created = _arrivals.Next();
        List<MapiProperty> own = [Tags.SearchKey.With(random.Bytes(FormattableString.Invariant($"{mailbox.Guid}/{_count}"), SearchKeyLength))];
        if (IsMail(content) && !content.Properties.Has(Tags.MessageDeliveryTime))
        {
            own.Add(Tags.MessageDeliveryTime.With(created.AddSeconds(-3)));
        }

        if (_count % UnreadEvery == 0 && content.Properties.Number(Tags.MessageFlags) is int flags)
        {
            own.Add(Tags.MessageFlags.With(flags & ~1));
        }

        if (_count % CategorizedEvery == 0)
        {
            own.Add(Tags.Keywords.With(Categories));
        }

        return mailbox.AddItem(folder, new NewItem(content with { Properties = content.Properties.With([.. own]) }) { Created = created });
    }

    private static bool IsMail(MessageContent content) => content.Properties.Has(Tags.MessageFlags);
}
