namespace MailboxImportExport.Sandbox.Graph;

/// <summary>Whether folders/delta also tells of the root of the visible tree.</summary>
internal enum DeltaRoot
{
    Never,
    InArchives,
    Always,
}
