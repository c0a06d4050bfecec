using System.Text.Json;
using MailboxImportExport.Sandbox.OData;
using MailboxImportExport.Sandbox.Tenant;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>A collection whose changes can be asked for.</summary>
internal interface IDeltaSource<T>
    where T : class
{
    /// <summary>The name of the entities in the context of an answer.</summary>
    string EntityName { get; }

    /// <summary>What the query wants to know of the changes since one, but for the newest few.</summary>
    DeltaChanges<T> Changes(EntityQuery query, long since, int heldBack);

    /// <summary>Writes the members of an entity.</summary>
    void Write(Utf8JsonWriter json, EntityQuery query, T entity);
}
