using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>Answers with one page of a round, and the link behind it: to the next page, or to the next round.</summary>
internal sealed class DeltaPage<T>(CallContext call, string path, IDeltaSource<T> source)
    where T : class
{
    private SandboxSwitches Switches => call.Sandbox.Switches;

    public async Task AnswerAsync(DeltaRound<T> round)
    {
        int? preferred = PagePreference.Read(call);
        int size = IsEmptyPage(round) ? 0 : Size(round.Query, preferred);
        List<DeltaEntry<T>> page = [.. round.Entries.Skip(round.Offset).Take(size)];
        if (page.Count >= Switches.CutPagesFrom)
        {
            await call.AnswerCutAsync(200, json =>
            {
                json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#Collection({source.EntityName})");
                json.WriteStartArray("value");
            });
            return;
        }

        (string name, string link) = Link(round, round.Offset + page.Count);
        if (preferred is int applied)
        {
            call.Response.Headers["Preference-Applied"] = string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={applied}");
        }

        await call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#Collection({source.EntityName})");
            json.WriteString(name, link);
            json.WriteStartArray("value");
            foreach (DeltaEntry<T> entry in page)
            {
                json.WriteStartObject();
                Write(json, round.Query, entry);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private void Write(Utf8JsonWriter json, EntityQuery query, DeltaEntry<T> entry)
    {
        if (entry.Entity is T entity)
        {
            source.Write(json, query, entity);
            return;
        }

        json.WriteString("id", entry.Id);
        json.WriteStartObject("@removed");
        json.WriteString("reason", entry.IsMoved && Switches.DeltaSaysMovedIsChanged ? "changed" : "deleted");
        json.WriteEndObject();
    }

    /// <summary>A page in between may be empty and still not be the last.</summary>
    private bool IsEmptyPage(DeltaRound<T> round)
        => Switches.EmptyDeltaPageAfter > 0 && round.Page % (Switches.EmptyDeltaPageAfter + 1) == 0;

    private int Size(EntityQuery query, int? preferred)
    {
        if (query.Top > Switches.MaximumPageSize && !Switches.ClampTopToMaximum)
        {
            throw new QueryException(
                $"The limit of '{Switches.MaximumPageSize}' for Top query has been exceeded. The value from the incoming request is '{query.Top}'.");
        }

        return Math.Min(preferred ?? query.Top ?? Switches.DefaultDeltaPageSize, Switches.MaximumPageSize);
    }

    private (string Name, string Link) Link(DeltaRound<T> round, int next)
    {
        DeltaTokens tokens = call.Sandbox.DeltaTokens;
        string uri = $"{call.VersionUri}/{path}";
        if (next < round.Entries.Count)
        {
            return ("@odata.nextLink", $"{uri}?$skiptoken={tokens.Issue(round with { Offset = next, Page = round.Page + 1 })}");
        }

        return ("@odata.deltaLink", $"{uri}?$deltatoken={tokens.Issue(new DeltaLinkState(round.Scope, round.Query, round.Until, round.Since))}");
    }
}
