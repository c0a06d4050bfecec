using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Host;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Tests.Pipeline;

/// <summary>A command that keeps what it writes.</summary>
internal sealed class RecordingCommand : AsyncCmdlet
{
    public RecordingCommand() => CommandRuntime = new Runtime(this);

    public List<ProgressRecord> Records { get; } = [];

    public List<object?> Objects { get; } = [];

    public List<string> Warnings { get; } = [];

    private sealed class Runtime(RecordingCommand command) : ICommandRuntime
    {
        public PSHost Host => throw new NotSupportedException();

        public PSTransactionContext CurrentPSTransaction => throw new NotSupportedException();

        public void WriteProgress(ProgressRecord progressRecord) => command.Records.Add(progressRecord);

        public void WriteProgress(long sourceId, ProgressRecord progressRecord) => command.Records.Add(progressRecord);

        public void WriteObject(object? sendToPipeline) => command.Objects.Add(sendToPipeline);

        public void WriteObject(object? sendToPipeline, bool enumerateCollection) => command.Objects.Add(sendToPipeline);

        public void WriteWarning(string text) => command.Warnings.Add(text);

        public void WriteError(ErrorRecord errorRecord) => throw new NotSupportedException();

        public void WriteDebug(string text) => throw new NotSupportedException();

        public void WriteVerbose(string text) => throw new NotSupportedException();

        public void WriteCommandDetail(string text) => throw new NotSupportedException();

        public bool ShouldProcess(string? target) => throw new NotSupportedException();

        public bool ShouldProcess(string? target, string? action) => throw new NotSupportedException();

        public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption) => throw new NotSupportedException();

        public bool ShouldProcess(string? verboseDescription, string? verboseWarning, string? caption, out ShouldProcessReason shouldProcessReason) => throw new NotSupportedException();

        public bool ShouldContinue(string? query, string? caption) => throw new NotSupportedException();

        public bool ShouldContinue(string? query, string? caption, ref bool yesToAll, ref bool noToAll) => throw new NotSupportedException();

        public bool TransactionAvailable() => false;

        [DoesNotReturn]
        public void ThrowTerminatingError(ErrorRecord errorRecord) => throw new NotSupportedException();
    }
}
