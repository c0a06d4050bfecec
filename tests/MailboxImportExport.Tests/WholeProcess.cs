using Xunit;

namespace MailboxImportExport.Tests;

/// <summary>Tests of what belongs to the whole process, its environment for example, run while no others do.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
