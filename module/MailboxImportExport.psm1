# The assemblies of this module are kept away from those of other modules: by a load context of their own on PowerShell 7,
# by a resolver that answers only for this folder on Windows PowerShell 5.1. Only commands of Microsoft.PowerShell.Core are used here.
$core = $PSVersionTable.PSEdition -eq 'Core'
$bin = if ($core) { "$PSScriptRoot/bin/net8.0" } else { "$PSScriptRoot/bin/netstandard2.0" }
if ($core -and [System.Environment]::Version -lt [version]'8.0') {
    throw "MailboxImportExport needs PowerShell 7.4 or later (this is $($PSVersionTable.PSVersion)), or Windows PowerShell 5.1."
}

# 461808 is .NET Framework 4.7.2; a module manifest can ask for 4.5 at most with effect.
if (-not $core -and [Microsoft.Win32.Registry]::GetValue('HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full', 'Release', 0) -lt 461808) {
    throw 'MailboxImportExport needs .NET Framework 4.7.2 or later on Windows PowerShell 5.1.'
}

$null = [System.Reflection.Assembly]::LoadFrom("$bin/MailboxImportExport.Loader.dll")
$commands = if ($core) { [MailboxImportExport.Loader.ModuleLoadContext]::Load($bin) } else { [MailboxImportExport.Loader.FrameworkResolver]::Load($bin) }
$inner = Import-Module -Assembly $commands -PassThru

# Without this a second import in the same session finds no commands (PowerShell/PowerShell#20710).
$ExecutionContext.SessionState.Module.OnRemove = {
    Remove-Module -ModuleInfo $inner -Force
    if (-not $core) { [MailboxImportExport.Loader.FrameworkResolver]::Unload($bin) }
}
