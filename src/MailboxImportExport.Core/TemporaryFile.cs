using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

namespace MailboxImportExport;

/// <summary>
/// Files for what does not fit into memory. For the owner only; gone when closed, also after a kill: the name is removed at once
/// where the system allows that, else the system removes it, and what a crash of the system leaves is removed by the next process.
/// </summary>
internal static class TemporaryFile
{
    private const string Prefix = "MailboxImportExport-";
    private const string Extension = ".spool";

    /// <summary>Creates a file in a folder that exists.</summary>
    public static FileStream Create(string folder)
    {
        int process = CurrentProcessId();
        string path = Path.Combine(folder, $"{Prefix}{process.ToString(CultureInfo.InvariantCulture)}-{Guid.NewGuid():N}{Extension}");
        try
        {
            FileStream file = Polyfills.OpenOwnerOnly(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            if (Path.DirectorySeparatorChar == '/')
            {
                File.Delete(path);
            }

            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.SpoolNotWritable(folder, e);
        }
    }

    /// <summary>Removes files of processes that no longer run.</summary>
    public static void RemoveStale(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
        {
            string[] parts = Path.GetFileName(path).Split('-');
            if (parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process))
            {
                TryDelete(path);
            }
        }
    }

    private static int CurrentProcessId()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id;
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It belongs to somebody else, or is in use after all: it stays.
            Debug.WriteLine(e.Message);
        }
    }
}
