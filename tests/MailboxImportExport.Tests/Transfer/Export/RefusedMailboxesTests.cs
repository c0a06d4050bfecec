using System.Globalization;
using System.Linq;
using MailboxImportExport.Model;
using MailboxImportExport.Transfer.Export;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Transfer.Export;

public sealed class RefusedMailboxesTests
{
    private readonly RefusedMailboxes _refused = new();

    private static MailboxImportExportException Refusal { get; } = new(FailureKind.MailboxRefused, "refused", null, null);

    [Fact]
    public void TellsAMailboxOnce()
    {
        _refused.Add("MBX:a", Refusal).ShouldBeTrue();

        _refused.Add("mbx:A", Refusal).ShouldBeFalse();
        _refused.Contains("MBX:a").ShouldBeTrue();
    }

    [Fact]
    public void TellsEachItemAndEachFolder()
    {
        MailboxImportExportException failure = new(FailureKind.FolderNotFound, "none", null, null);

        _refused.Add("MBX:a", failure).ShouldBeTrue();
        _refused.Add("MBX:a", failure).ShouldBeTrue();

        _refused.Contains("MBX:a").ShouldBeFalse();
    }

    [Fact]
    public void EndsTheRunWhenTenMailboxesRefuseAndNothingWasDone()
        => Should.Throw<MailboxImportExportException>(() => RefuseMany(10)).Kind.ShouldBe(FailureKind.TooManyRefusals);

    [Fact]
    public void EndsNothingWhenAnItemHasCome()
    {
        _refused.Exported();

        Should.NotThrow(() => RefuseMany(20));
    }

    private void RefuseMany(int mailboxes)
    {
        foreach (int mailbox in Enumerable.Range(0, mailboxes))
        {
            if (_refused.Add(mailbox.ToString(CultureInfo.InvariantCulture), Refusal))
            {
                _refused.NotOpened(Refusal);
            }
        }
    }
}
