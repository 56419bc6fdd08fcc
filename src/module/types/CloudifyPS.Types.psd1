# CloudifyPS.psm1 imports this manifest after the assembly that the types refer to. PowerShell reads the TypesToProcess of
# the main manifest before it runs the script module. The folder is for Publish-PSResource, which takes any manifest
# beside the main one for the main one.
@{
    ModuleVersion     = '1.0'
    TypesToProcess    = @('CloudifyPS.Types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
