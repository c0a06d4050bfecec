using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace MailboxImportExport.ItemFolder;

/// <summary>Keeps other processes from writing to the same export folder or journal. The system takes it away when the process dies.</summary>
internal sealed class ItemFolderLock : IDisposable
{
    private readonly string _owner;
    private readonly FileStream _lock;

    private ItemFolderLock(string owner, FileStream file)
    {
        _owner = owner;
        _lock = file;
    }

    public static ItemFolderLock Take(ItemFolderLayout layout, TimeProvider time)
    {
        try
        {
            return Take(layout.Lock, time, owner => Errors.ExportFolderInUse(layout.Root, owner));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Errors.ExportFolderNotWritable(layout.Root, e);
        }
    }

    /// <summary>Takes a lock.</summary>
    /// <param name="path">The file that is held; who holds it is written into another beside it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="inUse">The error when another process has it; given who, as far as that is known.</param>
    public static ItemFolderLock Take(string path, TimeProvider time, Func<string, Exception> inUse)
    {
        string owner = path + ".json";
        FileStream file;
        try
        {
            file = Polyfills.OpenOwnerOnly(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.None);
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw inUse(Owner(owner));
        }

        try
        {
            WriteOwner(owner, time);
            return new ItemFolderLock(owner, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_owner);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Somebody is reading who has the lock: the next run writes it anew.
            Debug.WriteLine(e.Message);
        }
        finally
        {
            _lock.Dispose();
        }
    }

    // Somebody has it, as opposed to a place that cannot be written: the system's own numbers, of Windows, Linux and macOS.
    private static bool IsHeld(IOException e) => e.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;

    // Beside the lock, not in it: what is opened exclusively cannot be read by whoever wants to know.
    private static void WriteOwner(string path, TimeProvider time)
    {
        using Process process = Process.GetCurrentProcess();
        using FileStream owner = Polyfills.OpenOwnerOnly(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, FileOptions.None);
        byte[] text = LineWriter.Line(new LockRecord(process.Id, time.GetUtcNow()), ItemFolderJson.Lock);
        owner.Write(text, 0, text.Length);
    }

    private static string Owner(string path)
    {
        try
        {
            LockRecord? owner = JsonSerializer.Deserialize(File.ReadAllBytes(path), ItemFolderJson.Lock);
            return owner is null ? string.Empty : $" (process {owner.ProcessId}, since {owner.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)";
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // The name of the owner is a courtesy.
            return string.Empty;
        }
    }
}
