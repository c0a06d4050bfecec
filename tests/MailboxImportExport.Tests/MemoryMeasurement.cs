using Xunit;

namespace MailboxImportExport.Tests;

/// <summary>Tests that measure memory run alone: what others allocate would count as well.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryMeasurement
{
    public const string Name = "Memory measurement";
}
