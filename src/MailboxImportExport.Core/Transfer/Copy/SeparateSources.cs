using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;

namespace MailboxImportExport.Transfer.Copy;

/// <summary>
/// Keeps the first mailbox back until it is known whether another one follows: what is mixed in one tree of folders, nobody can
/// tell apart afterwards.
/// </summary>
internal static class SeparateSources
{
    /// <summary>Gives the sources out when they are of one mailbox.</summary>
    /// <exception cref="MailboxImportExportException">They are of several; nothing was given out.</exception>
    public static async IAsyncEnumerable<ExportSource> CheckAsync(IAsyncEnumerable<ExportSource> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ExportSource> held = [];
        await foreach (ExportSource source in sources.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (held.Count > 0 && !IsSame(held[0], source))
            {
                throw Errors.SourcesShareTarget(held[0].Mailbox.Text, source.Mailbox.Text);
            }

            held.Add(source);
        }

        foreach (ExportSource source in held)
        {
            yield return source;
        }
    }

    private static bool IsSame(ExportSource first, ExportSource other)
        => first.Archive == other.Archive && string.Equals(Key(first.Mailbox), Key(other.Mailbox), StringComparison.OrdinalIgnoreCase);

    private static string Key(MailboxIdentity mailbox) => mailbox.MailboxId ?? mailbox.UserPrincipalName ?? mailbox.Text;
}
