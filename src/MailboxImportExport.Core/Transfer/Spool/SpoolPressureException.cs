using System;

namespace MailboxImportExport.Transfer.Spool;

/// <summary>
/// There is no room for what is arriving. The call is given up and asked again when there is room: waiting inside of it would
/// hold one of the few calls that the mailbox allows, and the command that makes room may need one.
/// </summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "Caught in the same room.")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It carries nothing.")]
internal sealed class SpoolPressureException() : Exception("There is no room for exported content.");
