using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using MailboxImportExport.Access;
using MailboxImportExport.Binding;
using MailboxImportExport.Graph;
using MailboxImportExport.Graph.Directory;
using MailboxImportExport.Model;
using MailboxImportExport.Pipeline;

namespace MailboxImportExport.Cmdlets;

/// <summary>Shows which permissions the API has, what each allows, and which command and which call needs it.</summary>
/// <remarks>
/// <para>Permissions come the least privileged first, each in its delegated and its application form. A role of Exchange Online stands
/// beside those that can be limited to some mailboxes.</para>
/// <para>Ids that are not certain are empty. With <see cref="FromTenant"/> all ids are looked up by name in the tenant of the
/// connection, with the texts that its consent pages show.</para>
/// <para>The switches <see cref="Method"/>, <see cref="ItemProperty"/> and <see cref="RegistrationStep"/> show the rest of what one wants to
/// know before asking for a permission. Everything is objects: ConvertTo-Json and Export-Csv write what a review needs.</para>
/// </remarks>
/// <example>
/// <para>Shows all permissions.</para>
/// <code>PS> Get-MailboxImportExportPermission</code>
/// </example>
/// <example>
/// <para>Shows what an application needs to export, and what for.</para>
/// <code>PS> Get-MailboxImportExportPermission -Command Export-MailboxItem -Type Application</code>
/// </example>
/// <example>
/// <para>Writes a table for the security team, with the ids of the own tenant.</para>
/// <code>PS> Get-MailboxImportExportPermission -FromTenant | Export-Csv ./permissions.csv -NoTypeInformation</code>
/// <para>This needs the permission Application.Read.All.</para>
/// </example>
/// <example>
/// <para>Shows the calls of the API by version.</para>
/// <code>PS> Get-MailboxImportExportPermission -Method</code>
/// </example>
/// <example>
/// <para>Shows the way to an application, step by step.</para>
/// <code>PS> Get-MailboxImportExportPermission -RegistrationStep | Format-List</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "MailboxImportExportPermission", DefaultParameterSetName = PermissionSet)]
[OutputType(typeof(MailboxImportExportPermission), ParameterSetName = [PermissionSet])]
[OutputType(typeof(MailboxImportExportMethod), ParameterSetName = [MethodSet])]
[OutputType(typeof(MailboxItemPropertyDescription), ParameterSetName = [PropertySet])]
[OutputType(typeof(MailboxImportExportRegistrationStep), ParameterSetName = [StepSet])]
[RequiredPermission("Application.Read.All", For = "-FromTenant")]
public sealed class GetMailboxImportExportPermissionCommand : ConnectedCmdlet
{
    private const string PermissionSet = "Permission";
    private const string MethodSet = "Method";
    private const string PropertySet = "ItemProperty";
    private const string StepSet = "RegistrationStep";

    private OfferedPermissions? _offered;
    private GraphConnection? _connection;

    /// <summary>Name of a permission, in either form; wildcards are allowed.</summary>
    /// <value>All permissions.</value>
    [Parameter(Position = 0, ParameterSetName = PermissionSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PermissionCompleter))]
    public string[]? Permission { get; set; }

    /// <summary>Shows what this command needs. Takes what Get-Command writes.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = PermissionSet)]
    [Alias("Name")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCommandCompleter))]
    public string[]? Command { get; set; }

    /// <summary>Shows one form only: Application or Delegated.</summary>
    [Parameter(ParameterSetName = PermissionSet)]
    public MailboxImportExportPermissionType? Type { get; set; }

    /// <summary>Looks ids and texts up in the tenant of the connection.</summary>
    [Parameter(ParameterSetName = PermissionSet)]
    public SwitchParameter FromTenant { get; set; }

    /// <summary>Shows the calls of the API, by version, with what each needs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MethodSet)]
    public SwitchParameter Method { get; set; }

    /// <summary>Shows the properties of the Graph resource mailboxItem and what they are called here.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PropertySet)]
    public SwitchParameter ItemProperty { get; set; }

    /// <summary>Shows the steps by which an application gets access.</summary>
    [Parameter(Mandatory = true, ParameterSetName = StepSet)]
    public SwitchParameter RegistrationStep { get; set; }

    /// <inheritdoc/>
    protected override void BindInput() => _connection = FromTenant ? GraphConnection.Of(RequireConnection()) : null;

    /// <inheritdoc/>
    private protected override async Task RunAsync(CmdletOutput output, CancellationToken cancellationToken)
    {
        if (_connection is not null && _offered is null)
        {
            _offered = await new DirectoryRequests(_connection, output).GetOfferedAsync(cancellationToken).ConfigureAwait(false);
        }

        IEnumerable<object> results = ParameterSetName switch
        {
            MethodSet => MethodTable.ByVersion(),
            PropertySet => ItemPropertyTable.All,
            StepSet => RegistrationSteps.All,
            _ => Permissions(),
        };
        foreach (object result in results)
        {
            await output.WriteObjectAsync(result, cancellationToken).ConfigureAwait(false);
        }

        foreach (MailboxImportExportException unknown in Unknown())
        {
            await output.WriteErrorAsync(unknown, unknown.Target, cancellationToken).ConfigureAwait(false);
        }
    }

    private IEnumerable<MailboxImportExportPermission> Permissions()
    {
        ListPermissions list = new([.. CommandPermissions.All().Select(static n => new CommandNeed(n.Command, n.Permission.Permission, n.Permission.For))], _offered);
        IEnumerable<MailboxImportExportPermission> all = Command is null ? list.Run(null) : Command.Select(Known).OfType<string>().SelectMany(list.Run);
        return all.Where(IsWanted);
    }

    private bool IsWanted(MailboxImportExportPermission permission)
        => (Type is null || permission.Type == Type.ToString())
            && (Permission is null || Permission.Any(pattern => Wildcard.IsMatch(permission.Permission, pattern)));

    private static string? Known(string command) => CommandPermissions.Commands.FirstOrDefault(c => c.Equals(command, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<MailboxImportExportException> Unknown() => (Command ?? [])
        .Where(static c => Known(c) is null)
        .Select(Errors.CommandNotKnown)
        .Concat((Permission ?? [])
            .Where(static p => !Wildcard.HasWildcards(p) && PermissionTable.Find(p) is null)
            .Select(static p => Errors.PermissionNotKnown(p, PermissionTable.All.Select(static known => known.Name))));
}
