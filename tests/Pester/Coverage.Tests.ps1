# Every cmdlet has a block of its own, Describe '<cmdlet>', with tests that are tagged HappyPath and Failure, and WhatIf
# where the cmdlet changes something. A test counts when its script calls the cmdlet.

BeforeDiscovery {
    # Discovery has no module yet: the names alone are needed.
    $cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../CloudifyPS.psd1").CmdletsToExport
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"

    # Pester cannot discover tests while it runs tests: another runspace does.
    $shell = [powershell]::Create()
    try {
        $discovered = $shell.AddScript({
                param($pester, $folder)

                Import-Module $pester
                $configuration = New-PesterConfiguration
                $configuration.Run.Path = $folder
                $configuration.Run.SkipRun = $true
                $configuration.Run.PassThru = $true
                $configuration.Output.Verbosity = 'None'
                (Invoke-Pester -Configuration $configuration).Tests
            }).AddArgument((Get-Module Pester).Path).AddArgument($PSScriptRoot).Invoke()
    }
    finally {
        $shell.Dispose()
    }

    # Returns the tests with a tag in the block of a cmdlet that call the cmdlet, with a parameter if one is named.
    function Get-CmdletTest {
        param([string] $Cmdlet, [string] $Tag, [string] $Parameter)

        foreach ($test in $discovered) {
            if ($test.Block.Name -ne $Cmdlet -or $test.Tag -notcontains $Tag) {
                continue
            }

            $calls = $test.ScriptBlock.Ast.FindAll({
                    $args[0].GetType().Name -eq 'CommandAst' -and $args[0].GetCommandName() -eq $Cmdlet }, $true)
            if ($Parameter) {
                $calls = $calls | Where-Object { $_.CommandElements.ParameterName -contains $Parameter }
            }

            if ($calls) {
                $test
            }
        }
    }
}

Describe 'The acceptance tests' {
    It 'have a happy path and a failure of <_>' -ForEach $cmdlets {
        Get-CmdletTest $_ HappyPath | Should -Not -BeNullOrEmpty
        Get-CmdletTest $_ Failure | Should -Not -BeNullOrEmpty
    }

    It 'have a test of <_> -WhatIf if it changes something' -ForEach $cmdlets {
        $changes = (Get-Command $_).Parameters.ContainsKey('WhatIf')

        [bool] (Get-CmdletTest $_ WhatIf -Parameter WhatIf) | Should -Be $changes
    }
}
