using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Http;

namespace MailboxImportExport.Tests;

/// <summary>An answer that a test wants a sandbox to give in place of its own.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "The sandbox throws answers; this one needs its status and members.")]
internal sealed class ScriptedAnswer(int status, string members, params (string Name, string Value)[] headers) : WireError(status, members)
{
    private readonly IReadOnlyList<(string Name, string Value)> _headers = headers;
    private readonly string _members = members;

    /// <summary>A refusal in the shape of Graph.</summary>
    public static ScriptedAnswer Graph(int status, string code, params (string Name, string Value)[] headers)
        => new(status, $$"""{ "error": { "code": "{{code}}", "message": "Scripted." } }""", headers);

    public override void WriteHeaders(CallContext call)
    {
        foreach ((string name, string value) in _headers)
        {
            call.Response.Headers[name] = value;
        }
    }

    public override void WriteBody(Utf8JsonWriter json, CallContext call)
    {
        using JsonDocument document = JsonDocument.Parse(_members);
        foreach (JsonProperty member in document.RootElement.EnumerateObject())
        {
            member.WriteTo(json);
        }
    }

    /// <summary>Gives the answer to the next call of a kind.</summary>
    public void To(Gates gates, CallKind kind, int times = 1, GatePoint point = GatePoint.Arrival)
    {
        for (int i = 0; i < times; i++)
        {
            gates.OnNext(kind, _ => Task.FromException(this), point);
        }
    }
}
