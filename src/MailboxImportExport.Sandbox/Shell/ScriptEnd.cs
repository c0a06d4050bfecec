using System.Collections.Generic;
using System.Management.Automation;

namespace MailboxImportExport.Sandbox.Shell;

/// <summary>How a script came to its end.</summary>
/// <param name="Records">Everything that was written, in order.</param>
/// <param name="Failure">What ended the script before its last statement.</param>
/// <param name="Stopped">Whether it was stopped from outside.</param>
internal sealed record ScriptEnd(IReadOnlyList<ShellRecord> Records, RuntimeException? Failure, bool Stopped);
