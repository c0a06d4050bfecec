using System;
using System.Collections.Generic;
using System.Linq;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Sandbox.Graph.Batch;

/// <summary>Refuses batches that are wrong as a whole, and finds an order in which every request comes after those it depends on.</summary>
internal static class BatchPlan
{
    private const int MaximumRequests = 20;
    private static readonly HashSet<string> Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static IReadOnlyList<BatchedRequest> Of(BatchBody body)
    {
        IReadOnlyList<BatchedRequest> requests = body.Requests;
        if (requests.Count > MaximumRequests)
        {
            throw new GraphError(400, "MaximumValueExceeded", $"Number of batch request steps exceeds the maximum value of {MaximumRequests}.");
        }

        if (requests.Count == 0 || requests.Any(static request => request is null || !IsWellFormed(request)))
        {
            throw Invalid("a request lacks its id, method, url, or the Content-Type of its body");
        }

        if (requests.DistinctBy(static request => request.Id, StringComparer.OrdinalIgnoreCase).Count() < requests.Count)
        {
            throw Invalid("an id is given more than once");
        }

        return InOrder(requests);
    }

    private static bool IsWellFormed(BatchedRequest request)
        => request.Id.Length > 0
            && Methods.Contains(request.Method)
            && request.Url.Length > 0
            && !request.Url.Contains("://", StringComparison.Ordinal)
            && (request.Body is null || request.Headers?.Keys.Contains("Content-Type", StringComparer.OrdinalIgnoreCase) == true);

    private static List<BatchedRequest> InOrder(IReadOnlyList<BatchedRequest> requests)
    {
        List<BatchedRequest> ordered = [];
        HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);
        while (ordered.Count < requests.Count)
        {
            BatchedRequest next = requests.FirstOrDefault(request => !known.Contains(request.Id) && (request.DependsOn ?? []).All(known.Contains))
                ?? throw Invalid("a request depends on one that is not there, or on itself");
            ordered.Add(next);
            known.Add(next.Id);
        }

        return ordered;
    }

    private static GraphError Invalid(string reason) => new(400, "BadRequest", $"Invalid batch payload format: {reason}.");
}
