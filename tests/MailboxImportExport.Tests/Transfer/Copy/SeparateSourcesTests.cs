using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Copy;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Copy;

public sealed class SeparateSourcesTests
{
    [Fact]
    public async Task GivesOutSeveralFoldersOfOneMailbox()
        => (await CheckAsync(Source("adele@contoso.example"), Source("ADELE@contoso.example"))).ShouldBe(["adele@contoso.example", "ADELE@contoso.example"]);

    [Fact]
    public async Task GivesNothingOutWhenAnotherMailboxFollows()
    {
        List<string> given = [];
        await Should.ThrowAsync<MailboxImportExportException>(async () =>
        {
            await foreach (ExportSource source in SeparateSources.CheckAsync(Many(Source("adele@contoso.example"), Source("bruno@contoso.example")), CancellationToken.None))
            {
                given.Add(source.Mailbox.Text);
            }
        });

        given.ShouldBeEmpty();
    }

    [Fact]
    public async Task TakesTheArchiveForAnotherMailbox()
        => await Should.ThrowAsync<MailboxImportExportException>(() => CheckAsync(Source("adele@contoso.example"), Source("adele@contoso.example") with { Archive = true }));

    private static async Task<IReadOnlyList<string>> CheckAsync(params ExportSource[] sources)
        => await SeparateSources.CheckAsync(Many(sources), CancellationToken.None).Select(static s => s.Mailbox.Text).ToListAsync();

    private static IAsyncEnumerable<ExportSource> Many(params ExportSource[] sources) => sources.ToAsyncEnumerable();

    private static ExportSource Source(string name) => new() { Mailbox = new MailboxIdentity { UserPrincipalName = name, Text = name } };
}
