namespace MailboxImportExport.Help.Reflection;

/// <summary>Types of PowerShell, and the one of ours, that the help is made from; compared by name, since none of them is loaded.</summary>
internal static class AutomationNames
{
    internal const string Cmdlet = "System.Management.Automation.CmdletAttribute";
    internal const string Parameter = "System.Management.Automation.ParameterAttribute";
    internal const string Alias = "System.Management.Automation.AliasAttribute";
    internal const string OutputType = "System.Management.Automation.OutputTypeAttribute";
    internal const string SupportsWildcards = "System.Management.Automation.SupportsWildcardsAttribute";
    internal const string ValidateSet = "System.Management.Automation.ValidateSetAttribute";
    internal const string SwitchParameter = "System.Management.Automation.SwitchParameter";
    internal const string AllParameterSets = "__AllParameterSets";
    internal const string RequiredPermission = "MailboxImportExport.Binding.RequiredPermissionAttribute";
}
