using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using MimeKit;

namespace MailboxImportExport.Sandbox.Seed;

/// <summary>The mail corpus, read once per process: converting it takes longer than starting the rest of the sandbox.</summary>
internal sealed class MailCorpus
{
    private const string Prefix = "Corpus/";
    private static readonly Lazy<MailCorpus> Shared = new(static () => new MailCorpus());

    private MailCorpus()
    {
        Assembly assembly = typeof(MailCorpus).Assembly;
        List<CorpusMessage> messages = [];
        List<string> skipped = [];
        IEnumerable<string> resources = assembly.GetManifestResourceNames().Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal));
        foreach (string resource in resources.Order(StringComparer.Ordinal))
        {
            string[] parts = resource[Prefix.Length..].Split('/', '\\');
            using Stream source = assembly.GetManifestResourceStream(resource)!;
            try
            {
                messages.Add(new CorpusMessage(parts[0], parts[^1], new MimeConverter().Convert(MimeMessage.Load(source))));
            }
            catch (FormatException)
            {
                skipped.Add(parts[^1]);
            }
        }

        Messages = messages;
        Skipped = skipped;
    }

    public static MailCorpus Instance => Shared.Value;

    public IReadOnlyList<CorpusMessage> Messages { get; }

    /// <summary>Files that are too broken to be a message.</summary>
    public IReadOnlyList<string> Skipped { get; }

    public IEnumerable<CorpusMessage> Group(params string[] groups) => Messages.Where(message => groups.Contains(message.Group));
}
