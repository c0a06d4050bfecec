using System;

namespace MailboxImportExport.Transport;

/// <summary>Numbers from 0 to 1 for jitter, from any thread.</summary>
internal static class RandomFraction
{
    private static readonly Random Source = new();

    public static double Next()
    {
        lock (Source)
        {
            return Source.NextDouble();
        }
    }
}
