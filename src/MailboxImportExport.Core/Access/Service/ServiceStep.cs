using System;
using System.Threading;
using System.Threading.Tasks;

namespace MailboxImportExport.Access.Service;

/// <summary>One question to the service.</summary>
/// <param name="Question">What is to be found out.</param>
/// <param name="Call">The call, with names in the place of ids.</param>
/// <param name="Run">Sends it; null when something that it needs is missing.</param>
internal sealed record ServiceStep(string Question, string Call, Func<ServiceTrial, CancellationToken, Task<ServiceObservation?>> Run);

/// <summary>What a step has seen.</summary>
/// <param name="Answer">The answer to its call.</param>
/// <param name="Seen">What was seen in it, in numbers and yes or no.</param>
internal sealed record ServiceObservation(ServiceAnswer Answer, string? Seen = null);
