using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>What came of a script.</summary>
internal sealed class ShellResult
{
    private readonly Lazy<string> _text;

    internal ShellResult(ScriptEnd end, IReadOnlyList<ShellPrompt> prompts, Func<ShellResult, string> render)
    {
        Records = end.Records;
        Prompts = prompts;
        Stopped = end.Stopped;
        TerminatingError = Stopped || end.Failure is null ? null : RecordOf(end.Failure);
        Errors = TerminatingError is null ? Of<ErrorRecord>(ShellStream.Error) : [.. Of<ErrorRecord>(ShellStream.Error), TerminatingError];
        _text = new(() => render(this));
    }

    /// <summary>Everything that was written, in order. A terminating error is not written to a stream and so not among them.</summary>
    internal IReadOnlyList<ShellRecord> Records { get; }

    internal IReadOnlyList<PSObject> Output => Of<PSObject>(ShellStream.Output);

    /// <summary>The errors that were written, at last the one that ended the script, if one did.</summary>
    internal IReadOnlyList<ErrorRecord> Errors { get; }

    /// <summary>
    /// The error that ended the script. A command that ends with a terminating error ends its statement only, as in a console:
    /// then the error is among <see cref="Errors"/> and the script went on.
    /// </summary>
    internal ErrorRecord? TerminatingError { get; }

    internal IReadOnlyList<string> Warnings => [.. Of<WarningRecord>(ShellStream.Warning).Select(record => record.Message)];

    internal IReadOnlyList<string> Verbose => [.. Of<VerboseRecord>(ShellStream.Verbose).Select(record => record.Message)];

    internal IReadOnlyList<string> Debug => [.. Of<DebugRecord>(ShellStream.Debug).Select(record => record.Message)];

    internal IReadOnlyList<InformationRecord> Information => Of<InformationRecord>(ShellStream.Information);

    internal IReadOnlyList<ProgressRecord> Progress => Of<ProgressRecord>(ShellStream.Progress);

    /// <summary>The questions that were asked, answered or not.</summary>
    internal IReadOnlyList<ShellPrompt> Prompts { get; }

    /// <summary>Whether the script was stopped from outside, as by Ctrl+C.</summary>
    internal bool Stopped { get; }

    /// <summary>
    /// What a user sees in a console of 160 columns. Made when first asked for, by the shell that ran the script, which must
    /// be idle and not yet disposed.
    /// </summary>
    internal string Text => _text.Value;

    /// <summary>Gives one error; when there are not so many, says what there was.</summary>
    internal ErrorRecord Error(int index) => index < Errors.Count
        ? Errors[index]
        : throw new InvalidOperationException($"The script wrote {Errors.Count} errors; there is no error {index}. It showed:\n{Text}");

    /// <summary>Gives the output objects themselves, without what the engine wraps around them.</summary>
    internal IReadOnlyList<T> OutputAs<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    /// <summary>Gives the record of an exception as a console shows it: with the exception itself where the record has only a placeholder.</summary>
    internal static ErrorRecord RecordOf(RuntimeException failure) => failure.ErrorRecord.Exception is ParentContainsErrorRecordException
        ? new ErrorRecord(failure.ErrorRecord, failure)
        : failure.ErrorRecord;

    private T[] Of<T>(ShellStream stream) => [.. Records.Where(record => record.Stream == stream).Select(record => (T)record.Value!)];
}
