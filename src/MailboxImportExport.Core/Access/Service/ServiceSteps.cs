using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Folders;
using MailboxImportExport.Graph.Import;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Access.Service;

/// <summary>The questions that can be answered without touching anything but a folder of our own.</summary>
/// <remarks>docs/wire-contract.md: what is observed or assumed there, and no page tells.</remarks>
internal static class ServiceSteps
{
    private const string V1 = "v1.0";
    private const string FolderPath = "/folders/{own folder}";
    private const string ItemsPath = FolderPath + "/items";
    private const int MostIds = 20;

    /// <summary>The steps in their order; the folder is made before what needs it and removed at the end.</summary>
    public static IReadOnlyList<ServiceStep> All { get; } =
    [
        Settings(V1),
        Settings(GraphClient.Beta),
        new("Which status and code has the refusal of an archive on v1.0?", "GET /v1.0/folders of the archive", ArchiveOnV1Async),
        Top("folders", 1000),
        Top("folders", 5000),
        new("Is a folder created, and what does the answer hold?", "POST /folders", CreateFolderAsync),
        List("Can items be filtered by createdDateTime?", "$filter=createdDateTime ge 2020-01-01T00:00:00Z"),
        List("Can items be filtered by type?", "$filter=type eq 'IPM.Note'"),
        List("Can items be filtered by size?", "$filter=size ge 1"),
        List("Can items be filtered by receivedDateTime outside of a round of changes?", "$filter=receivedDateTime ge 2020-01-01T00:00:00Z"),
        List("Can items be ordered by createdDateTime?", "$orderby=createdDateTime"),
        List("Can items be filtered and ordered by createdDateTime at once?", "$filter=createdDateTime ge 2020-01-01T00:00:00Z&$orderby=createdDateTime"),
        List("What is the greatest $top of items?", "$top=5000"),
        Export("What is the answer to an export of no id?", 0, same: false),
        Export("What is the answer to an export of an id that cannot exist?", 1, same: false),
        Export("What is the answer to an export of more ids than are allowed?", MostIds + 1, same: false),
        Export("What is the answer to an export of the same id twice?", 2, same: true),
        new("How long does an import session live?", "POST /createImportSession", OpenSessionAsync),
        new("Can two sessions be open at once?", "POST /createImportSession, again", OpenAnotherAsync),
        new("How is an import refused that is no item?", "POST {importUrl} into the own folder, 16 bytes of zeros", (t, c) => ImportAsync(t, t.FolderId, c)),
        new("How is an import refused into a folder that does not exist?", "POST {importUrl} into no folder, 16 bytes of zeros", (t, c) => ImportAsync(t, MissingItem.IdIn(t.Store.MailboxId), c)),
        new("Is the folder deleted by the form without $ref?", "DELETE " + FolderPath, DeleteFolderAsync),
    ];

    /// <summary>Removes what is left of the trial.</summary>
    public static async Task<bool> CleanUpAsync(ServiceTrial trial, CancellationToken cancellationToken)
    {
        if (trial.FolderName is string name)
        {
            // Stopped, or failed, before the answer came: the folder may be there.
            IReadOnlyList<FolderJson> folders = await new FolderRequests(trial.Connection, trial.Log).ListTopAsync(trial.Store.MailboxId, cancellationToken).ConfigureAwait(false);
            trial.FolderId = folders.FirstOrDefault(f => f.DisplayName == name)?.Id;
        }

        foreach (string form in (string[])[string.Empty, "/$ref"])
        {
            if (trial.FolderId is null)
            {
                return true;
            }

            string own = Own(trial);
            ServiceAnswer answer = await trial.SendAsync(HttpMethod.Delete, own + form, null, null, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess)
            {
                // One that was only moved to Deleted Items is there under its id and goes with a second call.
                ServiceAnswer left = await trial.SendAsync(HttpMethod.Get, own, null, null, cancellationToken).ConfigureAwait(false);
                trial.FolderId = null;
                if (left.IsSuccess)
                {
                    await trial.SendAsync(HttpMethod.Delete, own + form, null, null, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        return trial.FolderId is null;
    }

    private static ServiceStep Settings(string version) => new(
        $"What do the Exchange settings hold on {version}?",
        $"GET /{version}/users/{{user}}/settings/exchange",
        async (trial, token) =>
        {
            string? user = trial.Store.UserPrincipalName ?? (trial.Store.Identity.IndexOf('@') > 0 && !trial.Store.Identity.StartsWith("MBX:", StringComparison.OrdinalIgnoreCase) ? trial.Store.Identity : null);
            return user is null ? null : new ServiceObservation(await trial.SendAsync(HttpMethod.Get, GraphAddress.Settings(user), null, version, token).ConfigureAwait(false));
        });

    private static ServiceStep Top(string list, int top) => new(
        $"Is $top={top} taken on {list}?",
        $"GET /{list}?$top={top}",
        async (trial, token) => Counted(await trial.SendAsync(HttpMethod.Get, $"{trial.Mailbox}/{list}?$top={top}", null, null, token).ConfigureAwait(false)));

    private static ServiceStep List(string question, string query) => new(
        question,
        $"GET {ItemsPath}?{query}",
        async (trial, token) => trial.FolderId is null
            ? null
            : Counted(await trial.SendAsync(HttpMethod.Get, $"{Own(trial)}/items?{query.Replace(" ", "%20").Replace("'", "%27")}", null, null, token).ConfigureAwait(false)));

    private static ServiceStep Export(string question, int count, bool same) => new(
        question,
        $"POST /exportItems with {count} ids that cannot exist",
        async (trial, token) =>
        {
            string id = MissingItem.IdIn(trial.Store.MailboxId);
            string[] ids = [.. Enumerable.Range(0, count).Select(i => same ? id : id.Substring(0, id.Length - 4) + i.ToString("D4", CultureInfo.InvariantCulture))];
            string body = JsonSerializer.Serialize(new ExportRequestJson(ids), GraphJson.Default.ExportRequestJson);
            ServiceAnswer answer = await trial.SendAsync(HttpMethod.Post, trial.Mailbox + "/exportItems", body, null, token).ConfigureAwait(false);
            return new ServiceObservation(answer, answer.Count < 0 ? null : $"entries: {answer.Count}; codes: {string.Join(", ", EntryCodes(answer))}");
        });

    private static IEnumerable<string> EntryCodes(ServiceAnswer answer) => answer.Body.GetProperty("value").EnumerateArray()
        .Select(static e => e.TryGetProperty("error", out JsonElement error) && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out JsonElement code) ? ServiceReport.Code(code.ToString()) : null)
        .OfType<string>()
        .Distinct();

    private static async Task<ServiceObservation?> ArchiveOnV1Async(ServiceTrial trial, CancellationToken cancellationToken) => trial.Store.ArchiveMailboxId is string archive
        ? new ServiceObservation(await trial.SendAsync(HttpMethod.Get, GraphAddress.Folders(archive) + "?$top=1", null, V1, cancellationToken).ConfigureAwait(false))
        : null;

    private static async Task<ServiceObservation?> CreateFolderAsync(ServiceTrial trial, CancellationToken cancellationToken)
    {
        trial.FolderName = $"MailboxImportExport trial {Guid.NewGuid():N}";
        string body = JsonSerializer.Serialize(new NewFolderJson(trial.FolderName, "IPF.Note"), GraphJson.Default.NewFolderJson);
        ServiceAnswer answer = await trial.SendAsync(HttpMethod.Post, trial.Mailbox + "/folders", body, null, cancellationToken).ConfigureAwait(false);
        trial.FolderId = answer.Text("id");
        trial.FolderName = answer.IsSuccess || answer.Status is >= 400 and < 500 ? null : trial.FolderName;
        return new ServiceObservation(answer);
    }

    private static async Task<ServiceObservation?> OpenSessionAsync(ServiceTrial trial, CancellationToken cancellationToken)
    {
        DateTimeOffset before = trial.Connection.Time.GetUtcNow();
        ServiceAnswer answer = await OpenAsync(trial, cancellationToken).ConfigureAwait(false);
        string? seen = trial.Session is null ? null : $"minutes: {Math.Round((trial.Session.Expires - before).TotalMinutes).ToString(CultureInfo.InvariantCulture)}";
        return new ServiceObservation(answer, seen);
    }

    private static async Task<ServiceObservation?> OpenAnotherAsync(ServiceTrial trial, CancellationToken cancellationToken)
        => trial.Session is null ? null : new ServiceObservation(await OpenAsync(trial, cancellationToken).ConfigureAwait(false));

    private static async Task<ServiceAnswer> OpenAsync(ServiceTrial trial, CancellationToken cancellationToken)
    {
        try
        {
            trial.Session = await new ImportSessionRequests(trial.Connection, trial.Log).CreateAsync(trial.Store.MailboxId, cancellationToken).ConfigureAwait(false);
            return new ServiceAnswer { Status = 200 };
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return ServiceTrial.Refused(e);
        }
    }

    private static async Task<ServiceObservation?> ImportAsync(ServiceTrial trial, string? folder, CancellationToken cancellationToken)
    {
        if (trial.Session is null || folder is null || trial.FolderId is null)
        {
            return null;
        }

        try
        {
            await trial.Connection.Import.CreateAsync(trial.Session, folder, new NoItem(), trial.Log, cancellationToken).ConfigureAwait(false);
            return new ServiceObservation(new ServiceAnswer { Status = 200 }, "it was taken");
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            return new ServiceObservation(ServiceTrial.Refused(e));
        }
    }

    private static async Task<ServiceObservation?> DeleteFolderAsync(ServiceTrial trial, CancellationToken cancellationToken)
    {
        if (trial.FolderId is null)
        {
            return null;
        }

        string own = Own(trial);
        ServiceAnswer answer = await trial.SendAsync(HttpMethod.Delete, own, null, null, cancellationToken).ConfigureAwait(false);
        ServiceAnswer after = await trial.SendAsync(HttpMethod.Get, own, null, null, cancellationToken).ConfigureAwait(false);
        trial.FolderId = after.IsSuccess ? trial.FolderId : null;
        return new ServiceObservation(answer, $"found by its id afterwards: {(after.IsSuccess ? "yes" : "no")}");
    }

    private static ServiceObservation Counted(ServiceAnswer answer) => new(answer, answer.Count < 0 ? null : $"entries: {answer.Count}");

    private static string Own(ServiceTrial trial) => GraphAddress.Folder(trial.Store.MailboxId, trial.FolderId!);
}
