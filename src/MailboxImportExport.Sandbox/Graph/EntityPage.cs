using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using System.Web;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>
/// One page of a list. Pages are counted off from the list as it is at that moment: what is added or removed between two requests shifts them.
/// </summary>
internal sealed class EntityPage<T>(CallContext call, EntityQuery query, string path)
{
    /// <summary>Answers with the page that the query asks for.</summary>
    /// <param name="source">The entities.</param>
    /// <param name="write">Writes the members of one.</param>
    public async Task AnswerAsync(IPageSource<T> source, Action<Utf8JsonWriter, T> write)
    {
        int size = PageSize();

        // One more than the page tells whether there is another.
        IReadOnlyList<T> found = source.Take(query.Skip, size + 1);
        List<T> page = [.. found.Take(size)];
        if (page.Count >= call.Sandbox.Switches.CutPagesFrom)
        {
            await call.AnswerCutAsync(200, json =>
            {
                json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#{path}");
                json.WriteStartArray("value");
            });
            return;
        }

        int? total = query.Count ? source.Count() : null;
        await call.AnswerAsync(200, json =>
        {
            json.WriteString("@odata.context", $"{call.VersionUri}/$metadata#{path}");
            if (total is int count)
            {
                json.WriteNumber("@odata.count", count);
            }

            json.WriteStartArray("value");
            foreach (T entity in page)
            {
                json.WriteStartObject();
                write(json, entity);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (page.Count > 0 && found.Count > page.Count)
            {
                json.WriteString("@odata.nextLink", $"{call.VersionUri}/{path}?{NextQuery(query.Skip + page.Count)}");
            }
        });
    }

    private int PageSize()
    {
        SandboxSwitches switches = call.Sandbox.Switches;
        int size = query.Top ?? Preferred() ?? switches.DefaultPageSize;
        return size <= switches.MaximumPageSize || switches.ClampTopToMaximum
            ? Math.Min(size, switches.MaximumPageSize)
            : throw new QueryException(
                $"The limit of '{switches.MaximumPageSize}' for Top query has been exceeded. The value from the incoming request is '{size}'.");
    }

    private int? Preferred() => call.Sandbox.Switches.HonourMaxPageSizeOnLists ? PagePreference.Read(call) : null;

    /// <summary>All options of the request, encoded as the service does (a blank as '+', small hexadecimal digits), with the new place.</summary>
    private string NextQuery(int skip)
        => string.Join('&', query.Options
            .Where(static option => option.Name != "$skip")
            .Append(new QueryOption("$skip", skip.ToString(CultureInfo.InvariantCulture)))
            .Select(static option => $"{HttpUtility.UrlEncode(option.Name)}={HttpUtility.UrlEncode(option.Value)}"));
}
