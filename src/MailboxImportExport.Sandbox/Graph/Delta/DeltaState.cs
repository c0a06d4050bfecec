using MailboxImportExport.Sandbox.OData;

namespace MailboxImportExport.Sandbox.Graph.Delta;

/// <summary>What a token stands for. The query options of the first call are in it.</summary>
internal abstract record DeltaState(DeltaScope Scope, EntityQuery Query);
