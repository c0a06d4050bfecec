using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access.Service;

/// <summary>Goes through the questions one after the other and removes what it made, also when it is stopped.</summary>
internal sealed class TryService(GraphConnection connection, IRunLog log)
{
    private static readonly TimeSpan CleanUpTime = TimeSpan.FromSeconds(30);

    /// <param name="store">The mailbox.</param>
    /// <param name="steps">The steps that are wanted.</param>
    /// <param name="cancellationToken">Ends the trial.</param>
    public async IAsyncEnumerable<MailboxServiceFinding> RunAsync(MailboxContentStore store, IReadOnlyCollection<ServiceStep> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ServiceTrial trial = new(connection, log, store);
        try
        {
            foreach (ServiceStep step in ServiceSteps.All.Where(steps.Contains))
            {
                yield return await RunAsync(trial, step, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await CleanUpAsync(trial).ConfigureAwait(false);
        }
    }

    private async Task<MailboxServiceFinding> RunAsync(ServiceTrial trial, ServiceStep step, CancellationToken cancellationToken)
    {
        long start = connection.Time.GetTimestamp();
        ServiceObservation? seen = await step.Run(trial, cancellationToken).ConfigureAwait(false);
        if (seen is null)
        {
            return new MailboxServiceFinding { Question = step.Question, Call = step.Call, WasRun = false };
        }

        return new MailboxServiceFinding
        {
            Question = step.Question,
            Call = step.Call,
            StatusCode = seen.Answer.Status,
            ServiceCode = ServiceReport.Code(seen.Answer.Code),
            Seconds = Math.Round(connection.Time.GetElapsedTime(start).TotalSeconds, 3),
            Properties = new TextList(Names(seen.Answer.Body)),
            Headers = new TextList(seen.Answer.Headers),
            Answer = seen.Seen,
        };
    }

    // Of a list the properties of its first entry are of interest as well; no value is read.
    private static string[] Names(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<string> names = body.EnumerateObject().Select(static p => p.Name);
        bool isList = body.TryGetProperty("value", out JsonElement value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0 && value[0].ValueKind == JsonValueKind.Object;
        return [.. isList ? names.Concat(value[0].EnumerateObject().Select(static p => "value/" + p.Name)) : names];
    }

    private async Task CleanUpAsync(ServiceTrial trial)
    {
        using CancellationTokenSource limit = connection.Time.CancelAfter(CleanUpTime);
        try
        {
            if (!await ServiceSteps.CleanUpAsync(trial, limit.Token).ConfigureAwait(false))
            {
                log.Warning("The folder 'MailboxImportExport trial …' could not be removed again; remove it by hand.");
            }
        }
        catch (Exception e) when (e is MailboxImportExportException or OperationCanceledException)
        {
            log.Warning($"The folder 'MailboxImportExport trial …' could not be removed again; remove it by hand. {e.Message}");
        }
    }
}
