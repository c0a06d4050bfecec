using System.Globalization;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>What is written behind an option.</summary>
internal sealed record OptionValue(string Name, string Text)
{
    public int Number(int minimum, int maximum)
        => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw new UsageException($"The option '{Name}' wants a number from {minimum} to {maximum}.");
}
