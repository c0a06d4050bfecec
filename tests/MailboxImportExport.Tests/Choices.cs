using System.Collections.Generic;
using System.Globalization;

namespace MailboxImportExport.Tests;

/// <summary>What chance decides in one run of a property, as numbers. When the property fails, FsCheck looks for fewer and smaller ones with which it still does.</summary>
public sealed class Choices(IReadOnlyList<int> numbers)
{
    public IReadOnlyList<int> Numbers { get; } = numbers;

    /// <summary>Reads the numbers from the first on.</summary>
    internal Chance Begin() => new(Numbers);

    public override string ToString() => $"[{string.Join(", ", Parts())}]";

    // Most are zero once there are few.
    private IEnumerable<string> Parts()
    {
        int zeros = 0;
        foreach (int number in Numbers)
        {
            if (number == 0)
            {
                zeros++;
                continue;
            }

            if (zeros > 0)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{zeros} times 0");
                zeros = 0;
            }

            yield return number.ToString(CultureInfo.InvariantCulture);
        }
    }
}
