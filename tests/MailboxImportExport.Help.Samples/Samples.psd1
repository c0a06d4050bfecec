@{
    ModuleVersion   = '1.0.0'
    # 'Get-SampleNothing' is abstract
    AliasesToExport = 'gsi'
    CmdletsToExport = @(
        'Get-SampleItem'
        'Remove-SampleItem'
    )
}
