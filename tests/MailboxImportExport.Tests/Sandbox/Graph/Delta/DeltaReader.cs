using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Tenant;
using Shouldly;

namespace MailboxImportExport.Tests.Sandbox.Graph.Delta;

/// <summary>Reads rounds of a delta query to their ends.</summary>
internal sealed class DeltaReader(SandboxClient client)
{
    public Task<DeltaRoundSeen> ReadAsync(SandboxMailbox mailbox, string rest, int? pageSize = null)
        => ReadAsync(client.MailboxUri(mailbox, rest, mailbox.IsArchive ? "beta" : "v1.0"), pageSize);

    public async Task<DeltaRoundSeen> ReadAsync(Uri uri, int? pageSize = null)
    {
        List<SandboxAnswer> pages = [];
        Uri? next = uri;
        while (next is not null)
        {
            SandboxAnswer page = await SendAsync(next, pageSize);
            page.Status.ShouldBe(200, page.Text);
            pages.Add(page);
            next = page.NextLink is string link ? new Uri(link) : null;
        }

        return new DeltaRoundSeen(pages);
    }

    public Task<SandboxAnswer> SendAsync(Uri uri, int? pageSize = null)
    {
        HttpRequestMessage request = new(HttpMethod.Get, uri);
        if (pageSize is not null)
        {
            request.Headers.Add("Prefer", $"odata.maxpagesize={pageSize}");
        }

        return client.SendAsync(request);
    }
}

/// <summary>The pages of one round.</summary>
internal sealed record DeltaRoundSeen(IReadOnlyList<SandboxAnswer> Pages)
{
    public IReadOnlyList<string> Ids => [.. Pages.SelectMany(static page => page.Ids)];

    public IReadOnlyList<string> RemovedIds => [.. Pages.SelectMany(static page => page.RemovedIds)];

    /// <summary>Where the next round begins.</summary>
    public Uri Next => new(Pages[^1].DeltaLink!);
}
