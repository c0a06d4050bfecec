using MailboxImportExport.Transfer.Log;

namespace MailboxImportExport.Transfer.Export;

/// <summary>How a run exports.</summary>
internal sealed record ExportOptions
{
    /// <summary>Mailboxes that are listed and exported side by side.</summary>
    public int ThrottleLimit { get; init; } = SideBySide.UsualLimit;

    /// <summary>How long the run may take.</summary>
    public TimeAllowance Allowance { get; init; } = TimeAllowance.Endless;

    /// <summary>Where what happens is written down, or null.</summary>
    public TransferLog? Log { get; init; }

    /// <summary>Sees what is about to be exported, or null.</summary>
    public IExportScreen? Screen { get; init; }
}
