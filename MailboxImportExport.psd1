@{
    RootModule             = 'MailboxImportExport.psm1'
    ModuleVersion          = '0.1.0'
    GUID                   = 'b6f2c1de-0f59-4c0e-9d5f-4a3c1a0f7e62'
    Author                 = 'MailboxImportExport contributors'
    CompanyName            = 'MailboxImportExport contributors'
    Copyright              = 'Copyright (c) MailboxImportExport contributors. MIT licence.'
    Description            = 'Exports and imports Exchange Online mailbox items with full fidelity through the mailbox import and export API of Microsoft Graph.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('MailboxImportExport.format.ps1xml')
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()
    CmdletsToExport        = @(
        'Compare-FastTransfer'
        'Connect-MailboxImportExport'
        'ConvertFrom-FastTransfer'
        'Copy-MailboxContent'
        'Copy-MailboxItem'
        'Disconnect-MailboxImportExport'
        'Export-MailboxItem'
        'Get-MailboxContentFolder'
        'Get-MailboxContentStore'
        'Get-MailboxImportExportContext'
        'Get-MailboxImportExportPermission'
        'Get-MailboxItem'
        'Grant-MailboxImportExportAccess'
        'Import-MailboxItem'
        'Measure-MailboxContent'
        'New-MailboxContentFolder'
        'New-MailboxImportSession'
        'Register-MailboxImportExportApp'
        'Remove-MailboxContentFolder'
        'Remove-MailboxItem'
        'Rename-MailboxContentFolder'
        'Save-MailboxItemAttachment'
        'Test-MailboxImportExportAccess'
        'Test-MailboxImportExportService'
    )
    PrivateData            = @{
        PSData = @{
            Tags       = @('Exchange', 'ExchangeOnline', 'Office365', 'MicrosoftGraph', 'Mailbox', 'Automation', 'AzureAutomation', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
