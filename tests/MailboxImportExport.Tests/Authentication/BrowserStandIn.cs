using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace MailboxImportExport.Tests.Authentication;

/// <summary>
/// Takes the place of the system's browser: the program by which a browser is opened on Linux tells the address to the test, which
/// goes there and on to where it is sent, as a browser would.
/// </summary>
internal sealed partial class BrowserStandIn : IDisposable
{
    private const string AddressFile = "address";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mie-browser");
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly TaskCompletionSource<Uri> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FileSystemWatcher _watcher;

    public BrowserStandIn()
    {
        string program = Path.Combine(_folder.FullName, "xdg-open");
        File.WriteAllText(program, $"#!/bin/sh\nprintf '%s' \"$1\" > '{_folder.FullName}/part'\nmv '{_folder.FullName}/part' '{_folder.FullName}/{AddressFile}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _watcher = new FileSystemWatcher(_folder.FullName, AddressFile) { EnableRaisingEvents = true };
        _watcher.Renamed += (_, _) => _opened.TrySetResult(new Uri(File.ReadAllText(Path.Combine(_folder.FullName, AddressFile))));
        Environment.SetEnvironmentVariable("PATH", _folder.FullName + Path.PathSeparator + _path);
    }

    /// <summary>Goes to the address that was opened and back to where the user is sent.</summary>
    /// <returns>The address that was opened.</returns>
    public async Task<Uri> SignInAsync()
    {
        Uri address = await _opened.Task;

        // The sandbox makes its certificate at its start, and nobody has to trust it here.
        using HttpClientHandler handler = new() { AllowAutoRedirect = false, ServerCertificateCustomValidationCallback = static (_, _, _, _) => true };
        using HttpClient browser = new(handler);
        using HttpResponseMessage answer = await browser.GetAsync(address);
        if (answer.StatusCode == HttpStatusCode.Found)
        {
            (await browser.GetAsync(answer.Headers.Location)).Dispose();
            return address;
        }

        string page = await answer.Content.ReadAsStringAsync();
        using FormUrlEncodedContent form = new(Fields().Matches(page).Select(static m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))));
        (await browser.PostAsync(new Uri(WebUtility.HtmlDecode(Target().Match(page).Groups[1].Value)), form)).Dispose();
        return address;
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _watcher.Dispose();
        _folder.Delete(recursive: true);
    }

    [GeneratedRegex("name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Fields();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Target();
}
