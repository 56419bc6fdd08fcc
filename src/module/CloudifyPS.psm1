if ($PSEdition -eq 'Core') {
    # A private load context keeps our RestSharp and Newtonsoft.Json apart from other modules' copies.
    # No Add-Type: LoadFrom is faster and needs no other module.
    $isReload = $null -ne ('CloudifyPS.LoadContext' -as [type])
    if (-not $isReload) {
        $null = [System.Reflection.Assembly]::LoadFrom(
            [System.IO.Path]::Combine($PSScriptRoot, 'bin', 'net8.0', 'CloudifyPS.dll'))
    }

    $commands = Import-Module -Assembly ([CloudifyPS.LoadContext]::Initialize()) -PassThru

    if ($isReload) {
        # Import-Module -Force of an assembly that is already loaded exports nothing to the module that asks:
        # https://github.com/PowerShell/PowerShell/issues/20710
        $addExportedCmdlet = [System.Management.Automation.PSModuleInfo].GetMethod(
            'AddExportedCmdlet', [System.Reflection.BindingFlags]'Instance, NonPublic')
        if ($null -ne $addExportedCmdlet) {
            foreach ($command in $commands.ExportedCmdlets.Values) {
                $null = $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $command))
            }
        }
    }
}
else {
    Import-Module -Name ([System.IO.Path]::Combine($PSScriptRoot, 'bin', 'netstandard2.0', 'CloudifyPS.Commands.dll'))
}
