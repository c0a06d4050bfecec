using System;
using System.IO;
using System.Text.Json;

namespace MailboxImportExport.Sandbox.Serving;

/// <summary>
/// Tells clients of the same user where a sandbox is: <c>MailboxImportExport/sandbox/127.0.0.1-{port}.json</c> in local application data, readable
/// by that user only, because it holds a secret. It goes when the sandbox does.
/// </summary>
internal sealed class AddressFile : IDisposable
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private AddressFile(string path) => Path = path;

    public string Path { get; }

    public static AddressFile Write(PublishedAddress address)
    {
        string folder = System.IO.Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
            "MailboxImportExport",
            "sandbox");
        Directory.CreateDirectory(folder);
        AddressFile file = new(System.IO.Path.Combine(folder, $"{address.Uri.Host}-{address.Uri.Port}.json"));

        // An older file may have been left behind with other rights.
        File.Delete(file.Path);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using FileStream stream = new(file.Path, options);
        JsonSerializer.Serialize(stream, address, Options);
        return file;
    }

    public void Dispose() => File.Delete(Path);
}
