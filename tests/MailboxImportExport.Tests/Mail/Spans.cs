using System.Linq;
using Shouldly;

namespace MailboxImportExport.Tests.Mail;

/// <summary>Assertions on bytes.</summary>
internal static class Spans
{
    public static void ShouldContainStart(this byte[] whole, byte[] start) => whole.Take(start.Length).ShouldBe(start);
}
