using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace MailboxImportExport.Tests;

/// <summary>What chance decides in one run of a property, as numbers. When the property fails, FsCheck looks for fewer and smaller ones with which it still does.</summary>
public sealed class Choices(IReadOnlyList<int> numbers)
{
    public IReadOnlyList<int> Numbers { get; } = numbers;

    /// <summary>Reads the numbers from the first on.</summary>
    internal Chance Begin() => new(Numbers);

    public override string ToString() => $"[{string.Join(", ", Numbers.Select(static n => n.ToString(CultureInfo.InvariantCulture)))}]";
}
