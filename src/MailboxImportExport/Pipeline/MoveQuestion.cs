using System.Management.Automation;

namespace MailboxImportExport.Pipeline;

/// <summary>
/// Asks whether items may be removed from their source, as an action of high impact does. The impact of a command is one and fixed, and
/// copying alone must not ask.
/// </summary>
internal sealed class MoveQuestion(PSCmdlet cmdlet, bool isForced)
{
    private bool _yesToAll;
    private bool _noToAll;

    /// <summary>Asks; on the pipeline thread, after ShouldProcess.</summary>
    public bool Ask(string what)
    {
        if (isForced || IsAnswered())
        {
            return true;
        }

        return HostQuestion.Ask(
            () => cmdlet.ShouldContinue($"Move {what}? Items go to Recoverable Items of the source when their copies are proven.", "Move", ref _yesToAll, ref _noToAll),
            Errors.MoveNotConfirmed);
    }

    // With -Confirm, and below the usual preference, ShouldProcess has asked already; with -Confirm:$false nobody wants to be.
    private bool IsAnswered()
        => cmdlet.MyInvocation.BoundParameters.ContainsKey("Confirm")
            || (LanguagePrimitives.TryConvertTo(cmdlet.GetVariableValue("ConfirmPreference"), out ConfirmImpact preference) && preference != ConfirmImpact.High);
}
