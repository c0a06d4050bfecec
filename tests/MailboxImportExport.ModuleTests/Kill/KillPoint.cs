namespace MailboxImportExport.ModuleTests.Kill;

/// <summary>Where a process is killed: at a step of that name, counted from 1.</summary>
internal sealed record KillPoint(string Step, int Occurrence)
{
    public override string ToString() => $"{Step} #{Occurrence}";
}
