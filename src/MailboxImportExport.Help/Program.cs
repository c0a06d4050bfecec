namespace MailboxImportExport.Help;

internal static class Program
{
    private static int Main() => 0;
}
