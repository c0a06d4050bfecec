using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using Microsoft.AspNetCore.Http;

namespace MailboxImportExport.Tests.Transfer.Export;

/// <summary>Answers exports of items that exist nowhere, in every way that a service has been seen to answer, by chance; and remembers what it was asked and what it said.</summary>
internal sealed class ScriptedExports(Chance chance)
{
    private readonly object _lock = new();

    /// <summary>How often each kind of answer was given for an id.</summary>
    public Dictionary<string, Dictionary<ScriptedEntry, int>> Said { get; } = [];

    /// <summary>Ids of each call.</summary>
    public List<IReadOnlyList<string>> Asked { get; } = [];

    /// <summary>Calls that were refused, or broke before their end.</summary>
    public int FailedCalls { get; private set; }

    /// <summary>The content of an item.</summary>
    public static byte[] Content(string id) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(id, 1 + (id.Length % 5))));

    /// <summary>How often that was said of an id.</summary>
    public int Count(string id, ScriptedEntry entry) => Said.TryGetValue(id, out Dictionary<ScriptedEntry, int>? said) ? said.GetValueOrDefault(entry) : 0;

    /// <summary>Answers a call.</summary>
    public async Task AnswerAsync(CallContext call)
    {
        using JsonDocument body = await JsonDocument.ParseAsync(call.Request.Body);
        string[] ids = [.. body.RootElement.GetProperty("itemIds").EnumerateArray().Select(static id => id.GetString()!)];
        WireError? refusal;
        string? cut;
        string answer;
        lock (_lock)
        {
            Asked.Add(ids);
            (refusal, cut, answer) = Choose(ids);
            FailedCalls += refusal is not null || cut is not null ? 1 : 0;
        }

        if (cut is not null)
        {
            await BreakAsync(call, cut);
        }

        throw refusal ?? new ScriptedAnswer(200, answer);
    }

    private (WireError? Refusal, string? Cut, string Answer) Choose(string[] ids)
    {
        WireError? refusal = chance.Next(20) switch
        {
            19 => ScriptedAnswer.Graph(429, "ApplicationThrottled"),
            18 => new EmptyRefusal(503),
            17 => new EmptyRefusal(504),
            16 => ScriptedAnswer.Graph(500, "ErrorInternalServerError"),
            _ => null,
        };
        if (refusal is not null)
        {
            return (refusal, null, string.Empty);
        }

        // What an answer that breaks said until then may have arrived or not.
        int until = chance.OneIn(10) ? chance.Next(ids.Length + 1) : ids.Length + 1;
        List<string> entries = [.. (chance.OneIn(4) ? ids.Reverse() : ids).Take(until).SelectMany(Entries)];
        string all = string.Join(',', entries);
        return until <= ids.Length ? (null, "{\"value\":[" + all + ",{\"item", string.Empty) : (null, null, "{\"value\":[" + all + "]}");
    }

    private IEnumerable<string> Entries(string id)
    {
        ScriptedEntry entry = (ScriptedEntry)Math.Max(0, chance.Next(24) - 24 + Enum.GetValues<ScriptedEntry>().Length);
        if (!Said.TryGetValue(id, out Dictionary<ScriptedEntry, int>? said))
        {
            said = [];
            Said[id] = said;
        }

        said[entry] = said.GetValueOrDefault(entry) + 1;
        return entry switch
        {
            ScriptedEntry.Nothing => [],
            ScriptedEntry.NotFound => [Refused(id, "ErrorItemNotFound")],
            ScriptedEntry.Busy => [Refused(id, "ErrorServerBusy")],
            ScriptedEntry.Internal => [Refused(id, "ErrorInternalServerError")],
            ScriptedEntry.Corrupt => [Refused(id, "ErrorItemCorrupt")],
            ScriptedEntry.Twice => [Exported(id), Exported(id)],
            ScriptedEntry.WithAnother => [Exported("another " + id), Exported(id)],
            _ => [Exported(id)],
        };
    }

    private static string Exported(string id) => $$"""{"itemId":"{{id}}","changeKey":"k","data":"{{Convert.ToBase64String(Content(id))}}"}""";

    private static string Refused(string id, string code) => $$$"""{"itemId":"{{{id}}}","error":{"code":"{{{code}}}","message":"Scripted."}}""";

    private static async Task BreakAsync(CallContext call, string beginning)
    {
        call.Response.StatusCode = 200;
        call.Response.ContentType = "application/json";
        await call.Response.WriteAsync(beginning, call.Aborted);
        await call.Response.Body.FlushAsync(call.Aborted);
        call.Cut();
        call.ThrowIfCut();
    }
}
