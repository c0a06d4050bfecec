using System;

namespace MailboxImportExport.Help;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (HelpOptions.TryParse(arguments, out HelpOptions? options))
        {
            return new HelpBuild(options, Console.Out).Run();
        }

        Console.Error.WriteLine(HelpOptions.Usage);
        return 1;
    }
}
