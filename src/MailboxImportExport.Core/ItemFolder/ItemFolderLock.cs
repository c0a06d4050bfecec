using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;

namespace MailboxImportExport.ItemFolder;

/// <summary>Keeps other processes from writing to the same export folder. The system takes it away when the process dies.</summary>
internal sealed class ItemFolderLock : IDisposable
{
    private readonly ItemFolderLayout _layout;
    private readonly FileStream _lock;

    private ItemFolderLock(ItemFolderLayout layout, FileStream file)
    {
        _layout = layout;
        _lock = file;
    }

    public static ItemFolderLock Take(ItemFolderLayout layout, TimeProvider time)
    {
        FileStream file;
        try
        {
            file = Polyfills.OpenOwnerOnly(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, FileOptions.None);
        }
        catch (IOException)
        {
            throw Errors.ExportFolderInUse(layout.Root, Owner(layout));
        }

        try
        {
            WriteOwner(layout, time);
            return new ItemFolderLock(layout, file);
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
            File.Delete(_layout.LockOwner);
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

    // Beside the lock, not in it: what is opened exclusively cannot be read by whoever wants to know.
    private static void WriteOwner(ItemFolderLayout layout, TimeProvider time)
    {
        using Process process = Process.GetCurrentProcess();
        using FileStream owner = Polyfills.OpenOwnerOnly(layout.LockOwner, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, FileOptions.None);
        byte[] text = ItemFolderJson.Line(new LockRecord(process.Id, time.GetUtcNow()), ItemFolderJson.Lock);
        owner.Write(text, 0, text.Length);
    }

    private static string Owner(ItemFolderLayout layout)
    {
        try
        {
            LockRecord? owner = JsonSerializer.Deserialize(File.ReadAllBytes(layout.LockOwner), ItemFolderJson.Lock);
            return owner is null ? string.Empty : $" (process {owner.ProcessId}, since {owner.Started.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC)";
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            // The name of the owner is a courtesy.
            return string.Empty;
        }
    }
}
