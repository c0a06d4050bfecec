namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>When an import is killed: as that many requests have arrived, were carried out, or that many steps of its journal were done.</summary>
internal sealed record ImportMoment(ImportEvent Event, int Occurrence)
{
    public override string ToString() => $"{Event} #{Occurrence}";
}
