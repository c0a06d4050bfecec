using System.Collections.Generic;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Graph;

public sealed class PageLengthTests
{
    private static readonly MailboxImportExportException Cut = Errors.AnswerInvalid("it is cut off.");

    private readonly PageLength _length = new(250);

    [Fact]
    public void HalvesDownToOne()
    {
        List<int> lengths = [];
        while (_length.CanHalve(Cut))
        {
            _length.Halve();
            lengths.Add(_length.Now);
        }

        lengths.ShouldBe([125, 62, 31, 15, 7, 3, 1]);
        _length.AttemptsAtSize.ShouldBeNull();
    }

    [Fact]
    public void GrowsAgainWithEachPageThatComes()
    {
        Halve(3);

        Lengths(5).ShouldBe([62, 124, 248, 250, 250]);
        _length.IsUsual.ShouldBeTrue();
    }

    [Fact]
    public void TriesMoreTheLaterTheOftenerItWasInVain()
    {
        Halve(1);
        List<int> pages = [];
        for (int round = 0; round < 6; round++)
        {
            int good = 0;
            while (_length.Now == 125)
            {
                _length.Accept();
                good++;
            }

            pages.Add(good);
            Halve(1);
        }

        pages.ShouldBe([1, 2, 4, 8, 16, 16]);
    }

    [Theory]
    [InlineData(503, false)]
    [InlineData(429, false)]
    [InlineData(404, false)]
    [InlineData(504, true)]
    [InlineData(500, true)]
    public void HalvesOnlyWhenASmallerPageMayDoBetter(int status, bool halves)
        => _length.CanHalve(Errors.Service(FailureKind.ServiceUnavailable, "testing", null, new ServiceFault { StatusCode = status })).ShouldBe(halves);

    private void Halve(int times)
    {
        for (int i = 0; i < times; i++)
        {
            _length.Halve();
        }
    }

    private List<int> Lengths(int pages)
    {
        List<int> lengths = [];
        for (int i = 0; i < pages; i++)
        {
            _length.Accept();
            lengths.Add(_length.Now);
        }

        return lengths;
    }
}
