using System;
using System.IO;
using System.Runtime.CompilerServices;

namespace MailboxImportExport.ModuleTests;

/// <summary>
/// Keeps the tests, and every process that they start, out of the local application data of whoever runs them. On Windows that
/// place cannot be moved.
/// </summary>
internal static class LocalData
{
    [ModuleInitializer]
    internal static void Move()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
    }
}
