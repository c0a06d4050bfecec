namespace MailboxImportExport.Cmdlets;

/// <summary>What an import does with an item that the target folder already has.</summary>
public enum MailboxImportConflictAction
{
    /// <summary>Leaves it out, as often as the target has it.</summary>
    Skip,

    /// <summary>Imports it once more, as a further item; a run that was stopped is continued.</summary>
    Copy,

    /// <summary>Puts it in the place of the one that is there, when the target folder has it once; that one is exported first. Needs <c>-Force</c>.</summary>
    Replace,
}
