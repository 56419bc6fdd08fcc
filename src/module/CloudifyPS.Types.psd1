# Loaded by CloudifyPS.psm1 after the assembly: the hidden members refer to a class of it. TypesToProcess of the main
# manifest are loaded before the script module runs.
@{
    ModuleVersion     = '1.0'
    TypesToProcess    = @('CloudifyPS.Types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
