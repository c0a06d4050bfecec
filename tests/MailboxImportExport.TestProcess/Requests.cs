using System.IO;
using System.Text.Json;

namespace MailboxImportExport.TestProcess;

/// <summary>Reads what a test asks this program to do.</summary>
internal static class Requests
{
    public static T Read<T>(string path)
        where T : class
        => JsonSerializer.Deserialize<T>(File.ReadAllText(path)) ?? throw new InvalidDataException("There is no request.");
}
