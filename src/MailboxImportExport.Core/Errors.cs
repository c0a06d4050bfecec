using System;

namespace MailboxImportExport;

/// <summary>
/// Makes every exception of the module, so that one place decides what a failure says and what to do next.
/// The factory returns, the caller throws: the compiler then knows that the line does not return.
/// </summary>
internal static partial class Errors
{
    private const string ConnectFirst = "Connect first, with Connect-MailboxImportExport.";

    // Behind a time that is over there is only that something was cancelled for it.
    private static string Reason(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (e is TimeoutException)
            {
                return e.Message;
            }
        }

        return exception.GetBaseException().Message;
    }
}
