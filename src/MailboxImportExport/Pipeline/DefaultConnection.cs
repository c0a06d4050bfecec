using System.Management.Automation;
using MailboxImportExport.Model;

namespace MailboxImportExport.Pipeline;

/// <summary>
/// The connection of a session, kept in a global variable of its runspace: not in a static, which Azure Automation jobs and
/// <c>ForEach-Object -Parallel</c> would share. It holds no secret in its public properties.
/// </summary>
internal static class DefaultConnection
{
    public const string VariableName = "MailboxImportExportConnection";

    public static MailboxImportExportConnection? Get(SessionState session)
        => (session.PSVariable.GetValue("global:" + VariableName) is object value ? Unwrap(value) : null) as MailboxImportExportConnection;

    public static void Set(SessionState session, MailboxImportExportConnection connection)
        => session.PSVariable.Set(new PSVariable("global:" + VariableName, connection));

    public static void Remove(SessionState session) => session.PSVariable.Remove("global:" + VariableName);

    private static object Unwrap(object value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
