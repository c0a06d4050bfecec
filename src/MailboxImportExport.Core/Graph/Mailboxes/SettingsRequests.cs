using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Graph.Json;
using MailboxImportExport.Model;

namespace MailboxImportExport.Graph.Mailboxes;

/// <summary>Reads the Exchange settings of users: one by one, or up to twenty by one call.</summary>
/// <remarks>Microsoft Graph documentation, "Get exchangeSettings" and "Combine multiple HTTP requests using JSON batching".</remarks>
internal sealed class SettingsRequests(GraphConnection connection, IRunLog log)
{
    /// <summary>Requests that one batch may hold.</summary>
    public const int MostInBatch = 20;

    /// <summary>Reads the settings of one user.</summary>
    public Task<ExchangeSettingsJson> GetAsync(string user, string text, bool archive, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Version = VersionFor(archive),
            Address = GraphAddress.Settings(user),
            Doing = Doing(text),
            Target = text,
            NotFound = FailureKind.MailboxNotFound,
        },
        GraphJson.Default.ExchangeSettingsJson,
        log,
        cancellationToken);

    /// <summary>
    /// Reads the settings of several users. Who is throttled or meets a passing fault inside of the batch is left out of the result, to
    /// be asked for alone, where the retry is.
    /// </summary>
    /// <param name="users">Users, each with what the caller calls it.</param>
    /// <param name="archive">Whether archives are wanted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Settings or refusal by user.</returns>
    public async Task<IReadOnlyDictionary<string, SettingsAnswer>> GetManyAsync(
        IReadOnlyList<(string User, string Text)> users,
        bool archive,
        CancellationToken cancellationToken)
    {
        Dictionary<string, SettingsAnswer> answers = new(StringComparer.OrdinalIgnoreCase);
        BatchJson batch = new(users.Select(static (u, i) => new BatchRequestJson(Id(i), "GET", "/" + GraphAddress.Settings(u.User))).ToList());
        BatchAnswerJson answer;
        try
        {
            answer = await SendAsync(batch, archive, cancellationToken).ConfigureAwait(false);
        }
        catch (MailboxServiceException e) when (!FailureScope.EndsRun(e.Kind))
        {
            // A batch is a shortcut: where it is refused, everybody is asked for alone.
            log.Debug($"The batch was refused: {e.ServiceCode}");
            return answers;
        }

        foreach (BatchResponseJson response in answer.Responses ?? [])
        {
            if (int.TryParse(response.Id, out int index) && index >= 0 && index < users.Count && Read(response, users[index].Text) is SettingsAnswer one)
            {
                answers[users[index].User] = one;
            }
        }

        return answers;
    }

    private static string Id(int index) => index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Doing(string text) => $"reading the Exchange settings of {text}";

    // The archive stands in the beta form of the settings only.
    private static string? VersionFor(bool archive) => archive ? GraphClient.Beta : null;

    private Task<BatchAnswerJson> SendAsync(BatchJson batch, bool archive, CancellationToken cancellationToken) => connection.Client.SendAsync(
        new GraphCall
        {
            Method = HttpMethod.Post,
            Version = VersionFor(archive),
            Address = "$batch",
            MakeBody = () => JsonSerializer.SerializeToUtf8Bytes(batch, GraphJson.Default.BatchJson),
            Doing = "reading the Exchange settings of several users",
        },
        GraphJson.Default.BatchAnswerJson,
        log,
        cancellationToken);

    private static SettingsAnswer? Read(BatchResponseJson response, string text)
    {
        if (response.Status == 200 && response.Body.ValueKind == JsonValueKind.Object)
        {
            try
            {
                return new SettingsAnswer(response.Body.Deserialize(GraphJson.Default.ExchangeSettingsJson), null);
            }
            catch (JsonException)
            {
                // The user is asked for alone.
                return null;
            }
        }

        if (response.Status is < 400 or >= 500 or 401 or 408 or 429)
        {
            return null;
        }

        ServiceFault fault = GraphError.Read(response.Status, response.Body);
        return new SettingsAnswer(null, Errors.Service(GraphError.Classify(fault, FailureKind.MailboxNotFound), Doing(text), text, fault));
    }
}
