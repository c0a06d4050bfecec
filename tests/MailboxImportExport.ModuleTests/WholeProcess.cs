using Xunit;

namespace MailboxImportExport.ModuleTests;

/// <summary>Tests of what belongs to the whole process run while no others do.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
