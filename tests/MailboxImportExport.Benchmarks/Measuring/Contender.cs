using System;
using System.Threading.Tasks;

namespace MailboxImportExport.Benchmarks.Measuring;

/// <summary>One of those who do the same work.</summary>
/// <param name="Amount">How much a trial of it moves: items, or megabytes where the items are of many sizes.</param>
/// <param name="RunAsync">Does the work; gets a path at which nothing is yet, for what it writes.</param>
internal sealed record Contender(double Amount, Func<string, Task> RunAsync);
