using System;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>One of those who do the same work.</summary>
/// <param name="Items">How many items a trial of it moves.</param>
/// <param name="RunAsync">Does the work; gets a path at which nothing is yet, for what it writes.</param>
internal sealed record Contender(int Items, Func<string, Task> RunAsync);
