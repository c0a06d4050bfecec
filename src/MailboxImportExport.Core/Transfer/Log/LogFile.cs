using System;
using System.Collections.Generic;
using System.IO;
using MailboxImportExport.ItemFolder;

namespace MailboxImportExport.Transfer.Log;

/// <summary>A file that lines are added to. Commands of one pipeline, and runspaces of one process, may name the same one.</summary>
internal sealed class LogFile : IDisposable
{
    private static readonly Dictionary<string, LogFile> Opened = new(StringComparer.Ordinal);

    private readonly object _lock = new();
    private readonly string _path;
    private readonly Stream _stream;
    private int _users;

    private LogFile(string path, IItemFolderFiles files)
    {
        _path = path;

        // Not buffered: a line that was written has reached the system, and a kill cannot take it back.
        _stream = files.Append(path);
    }

    /// <summary>Opens a file, or joins those of this process that write to it.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="files">How files are written to.</param>
    public static LogFile Open(string path, IItemFolderFiles files)
    {
        lock (Opened)
        {
            try
            {
                if (!Opened.TryGetValue(path, out LogFile? file))
                {
                    file = new LogFile(path, files);
                    Opened.Add(path, file);
                }

                file._users++;
                return file;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.LogNotWritable(path, e);
            }
        }
    }

    /// <summary>Adds a line as a whole.</summary>
    public void Write(byte[] line)
    {
        lock (_lock)
        {
            try
            {
                LineWriter.Append(_stream, line, _stream.Length);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw Errors.LogNotWritable(_path, e);
            }
        }
    }

    public void Dispose()
    {
        lock (Opened)
        {
            if (--_users == 0)
            {
                Opened.Remove(_path);
                _stream.Dispose();
            }
        }
    }
}
