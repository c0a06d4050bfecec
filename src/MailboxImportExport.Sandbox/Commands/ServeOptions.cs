using System.Collections.Generic;
using System.Globalization;
using System.Net;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>The options of <c>serve</c>.</summary>
internal sealed record ServeOptions
{
    public const int DefaultPort = 7443;
    public const int DefaultImportPort = 7444;

    /// <summary>How large a large item may be, in MB: the length of a value in a stream has 32 bits.</summary>
    public const int MaximumLargeItem = 2000;

    public int Port { get; init; } = DefaultPort;

    public int ImportPort { get; init; } = DefaultImportPort;

    /// <summary>Whether the first line of the output is a JSON object with the addresses, for programs.</summary>
    public bool Json { get; init; }

    /// <summary>The size of an extra item in MB; 0 for none.</summary>
    public int LargeItemMegabytes { get; init; }

    public static ServeOptions Parse(IReadOnlyList<string> arguments)
    {
        ServeOptions options = new();
        int? importPort = null;
        for (int index = 0; index < arguments.Count; index++)
        {
            string name = arguments[index];
            switch (name)
            {
                case "--json":
                    options = options with { Json = true };
                    break;
                case "--port":
                    options = options with { Port = Number(arguments, ++index, name, IPEndPoint.MaxPort) };
                    break;
                case "--import-port":
                    importPort = Number(arguments, ++index, name, IPEndPoint.MaxPort);
                    break;
                case "--large-item-mb":
                    options = options with { LargeItemMegabytes = Number(arguments, ++index, name, MaximumLargeItem) };
                    break;
                default:
                    throw new UsageException($"'serve' has no option '{name}'. 'serve --help' shows its options.");
            }
        }

        // Whoever asks for any port for the one does not want a fixed one for the other.
        return options with { ImportPort = importPort ?? (options.Port == 0 ? 0 : DefaultImportPort) };
    }

    private static int Number(IReadOnlyList<string> arguments, int index, string name, int maximum)
    {
        string text = index < arguments.Count ? arguments[index] : string.Empty;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= maximum
            ? number
            : throw new UsageException($"The option '{name}' wants a number from 0 to {maximum}.");
    }
}
