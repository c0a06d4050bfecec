using System.Globalization;

namespace MailboxImportExport.Sandbox.Commands;

/// <summary>What is written behind an option.</summary>
internal sealed record OptionValue(string Name, string Text)
{
    public int Number(int minimum, int maximum)
        => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum
            ? number
            : throw new UsageException($"The option '{Name}' wants a number from {minimum} to {maximum}.");

    /// <summary>Two numbers with a hyphen between them, or one that stands for both.</summary>
    public (int Least, int Most) Range(int minimum, int maximum)
    {
        string[] ends = Text.Split('-');
        int least = (this with { Text = ends[0] }).Number(minimum, maximum);
        int most = (this with { Text = ends[^1] }).Number(minimum, maximum);
        return ends.Length <= 2 && least <= most
            ? (least, most)
            : throw new UsageException($"The option '{Name}' wants a number, or two with a hyphen between them, the smaller one first.");
    }
}
