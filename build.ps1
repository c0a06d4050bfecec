<#
.SYNOPSIS
Builds, tests and packages the module, or starts a sandbox.

.DESCRIPTION
A thin wrapper over dotnet, which does the work. It uses the language and .NET only, no commands of a module, so that it runs on
Windows PowerShell 5.1, on PowerShell 7 and inside a program that hosts PowerShell.

.PARAMETER Task
Build: builds everything; the importable module is artifacts/MailboxImportExport.
Test: builds and runs all tests.
Package: builds the module and packs it into artifacts/MailboxImportExport.zip. The same files give the same bytes.
Sandbox: starts a sandbox on its usual ports and runs until Ctrl+C.

.PARAMETER Configuration
Debug or Release.

.PARAMETER NoBuild
Packs what the last build left instead of building.

.PARAMETER ModulePath
The folder to pack.

.PARAMETER PackagePath
The file to write.

.EXAMPLE
./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Sandbox')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    [switch] $NoBuild,

    [string] $ModulePath = "$PSScriptRoot/artifacts/MailboxImportExport",

    [string] $PackagePath = "$PSScriptRoot/artifacts/MailboxImportExport.zip"
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    # Windows PowerShell turns a line on the error stream of a program into a terminating error when that preference is Stop.
    $ErrorActionPreference = 'Continue'
    & dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "dotnet $($args -join ' ') ended with exit code $LASTEXITCODE."
    }
}

function Export-Folder([string] $folder, [string] $file) {
    # .NET Framework has not loaded it yet.
    [void] [System.Reflection.Assembly]::Load('System.IO.Compression, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b77a5c561934e089')
    $root = [System.IO.Path]::GetFullPath($folder)
    $name = [System.IO.Path]::GetFileName($root)
    [string[]] $entries = foreach ($path in [System.IO.Directory]::GetFiles($root, '*', [System.IO.SearchOption]::AllDirectories)) {
        $path.Substring($root.Length + 1).Replace('\', '/')
    }

    # Neither the order of the file system nor the time of the build is part of the package.
    [System.Array]::Sort($entries, [System.StringComparer]::Ordinal)
    $time = [System.DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [System.TimeSpan]::Zero)
    $target = [System.IO.File]::Create($file)
    $archive = [System.IO.Compression.ZipArchive]::new($target, [System.IO.Compression.ZipArchiveMode]::Create)
    try {
        foreach ($relative in $entries) {
            $entry = $archive.CreateEntry("$name/$relative", [System.IO.Compression.CompressionLevel]::Optimal)
            $entry.LastWriteTime = $time
            $from = [System.IO.File]::OpenRead([System.IO.Path]::Combine($root, $relative))
            $to = $entry.Open()
            try {
                $from.CopyTo($to)
            }
            finally {
                $to.Dispose()
                $from.Dispose()
            }
        }
    }
    finally {
        $archive.Dispose()
        $target.Dispose()
    }
}

switch ($Task) {
    'Build' {
        Invoke-DotNet build "$PSScriptRoot/MailboxImportExport.sln" --configuration $Configuration
    }
    'Test' {
        Invoke-DotNet test --solution "$PSScriptRoot/MailboxImportExport.sln" --configuration $Configuration
    }
    'Package' {
        if (-not $NoBuild) {
            # The project that is built last and puts the module together.
            Invoke-DotNet build "$PSScriptRoot/src/MailboxImportExport.Desktop" --configuration $Configuration
        }

        Export-Folder $ModulePath $PackagePath
        $PackagePath
    }
    'Sandbox' {
        Invoke-DotNet run --project "$PSScriptRoot/src/MailboxImportExport.Sandbox" --configuration $Configuration '--' serve
    }
}
