using System.IO;

namespace MailboxImportExport.ItemFolder;

/// <summary>
/// The steps by which an export folder is changed. Each is atomic or leaves something that the next run recognises as unfinished;
/// tests stop a run between any two of them.
/// </summary>
internal interface IItemFolderFiles
{
    /// <summary>Creates a file for the owner, replacing one that has no line in the manifest.</summary>
    Stream Create(string path);

    /// <summary>Opens a file for appending whole lines.</summary>
    Stream Append(string path);

    /// <summary>Gives a finished file its name, replacing one that has no line in the manifest.</summary>
    void Rename(string from, string to);

    /// <summary>Cuts a file.</summary>
    void Truncate(string path, long length);

    void Delete(string path);

    /// <summary>Bytes that are free on the drive of a folder, or null when the system does not say: on a share, or where the drive has gone.</summary>
    long? FreeBytes(string folder);
}
