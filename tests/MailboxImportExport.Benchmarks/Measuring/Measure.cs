namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>What amounts are counted in.</summary>
/// <param name="Each">One of it.</param>
/// <param name="Many">Several of it.</param>
internal sealed record Measure(string Each, string Many)
{
    /// <summary>Items of about the same size.</summary>
    public static Measure Items { get; } = new("an item", "items");

    /// <summary>Content of items of different sizes, in millions of bytes.</summary>
    public static Measure Megabytes { get; } = new("a MB", "MB");
}
