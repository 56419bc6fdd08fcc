if ($PSEdition -eq 'Core') {
    # A private load context keeps our RestSharp and Newtonsoft.Json apart from other modules' copies.
    # No Add-Type: LoadFrom is faster and needs no other module.
    $directory = "$PSScriptRoot/bin/net8.0"
    $isReload = $null -ne ('CloudifyPS.LoadContext' -as [type])
    if (-not $isReload) {
        $null = [System.Reflection.Assembly]::LoadFrom("$directory/CloudifyPS.dll")
    }
    else {
        # The public types exist once in a process. Another version's cmdlets would run the code of the first version.
        $loaded = [CloudifyPS.LoadContext].Assembly.GetName().Version.ToString(3)
        $wanted = [System.Reflection.AssemblyName]::GetAssemblyName("$directory/CloudifyPS.dll").Version.ToString(3)
        if ($loaded -ne $wanted) {
            throw "CloudifyPS $loaded is loaded in this process. Start another PowerShell to use CloudifyPS $wanted."
        }
    }

    $commands = Import-Module -Assembly ([CloudifyPS.LoadContext]::Initialize($directory)) -PassThru

    if ($isReload) {
        # Import-Module -Force of an assembly that is already loaded exports nothing to the module that asks:
        # https://github.com/PowerShell/PowerShell/issues/20710
        foreach ($command in @($commands.ExportedCmdlets.Values) + @($commands.ExportedAliases.Values)) {
            $export = [System.Management.Automation.PSModuleInfo].GetMethod(
                "AddExported$($command.CommandType)", [System.Reflection.BindingFlags]'Instance, NonPublic')
            if ($null -ne $export) {
                $null = $export.Invoke($ExecutionContext.SessionState.Module, @(, $command))
            }
        }
    }
}
else {
    Import-Module -Name "$PSScriptRoot/bin/netstandard2.0/CloudifyPS.Commands.dll"
}

Import-Module -Name "$PSScriptRoot/types/CloudifyPS.Types.psd1"
