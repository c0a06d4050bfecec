using System.Collections.Generic;
using MailboxImportExport.Sandbox.Http;
using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Reads the query of a call and answers for what is wrong with it.</summary>
internal static class GraphQuery
{
    public static EntityQuery Read(CallContext call, IReadOnlySet<string> options, IReadOnlySet<string> properties)
    {
        EntityQuery query = new EntityQueryParser(options).Parse(call.Record.Query);
        foreach (string property in query.Select ?? [])
        {
            if (!properties.Contains(property))
            {
                throw new QueryException($"Parsing OData Select and Expand failed: Could not find a property named '{property}'.");
            }
        }

        return query;
    }
}
