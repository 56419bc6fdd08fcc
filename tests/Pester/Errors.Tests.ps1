BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Errors, as scripts see them' {
    It 'names what was not found, and goes on with the others' {
        $null = New-CfySecret -Key here -Value value

        $found = 'nowhere', 'here' | Get-CfySecret -ErrorVariable errors -ErrorAction SilentlyContinue

        $found.Key | Should -Be 'here'
        $errors.Count | Should -Be 1
        $errors[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $errors[0].TargetObject | Should -Be 'nowhere'
    }

    It 'can be caught by its type' {
        try {
            Get-CfyDeployment -Id nowhere -ErrorAction Stop
            throw 'There was no error.'
        }
        catch [CloudifyPS.CfyNotFoundException] {
            $_.Exception.StatusCode | Should -Be 404
            $_.FullyQualifiedErrorId | Should -BeLike 'NotFound,*GetCfyDeploymentCommand'
        }
    }

    It 'is not an error when a pattern matches nothing' {
        Get-CfyDeployment -Id 'nowhere*' -ErrorAction Stop | Should -BeNullOrEmpty
    }

    It 'ends the command at once where there is no session' {
        $manager.Session | Disconnect-CfyManager
        try {
            { Get-CfyDeployment -ErrorAction SilentlyContinue } | Should -Throw
        }
        finally {
            $manager.Session = $manager.Simulator | Connect-CfyManager
        }
    }
}

Describe 'What changes something' {
    It 'asks first: <_>' -ForEach @(
        # Discovery has no module yet: the names alone are needed.
        (Import-PowerShellDataFile (Join-Path $PSScriptRoot '../../CloudifyPS.psd1')).CmdletsToExport |
            Where-Object {
                $_ -match '^(New|Set|Remove|Publish|Start|Stop|Add|Restore|Join|Enable|Disable|Unlock|Resume)-'
            }
    ) {
        (Get-Command $_).Parameters.Keys | Should -Contain 'WhatIf'
    }

    It 'does nothing with -WhatIf' {
        $null = New-CfySecret -Key kept -Value value

        Remove-CfySecret -Key kept -WhatIf
        New-CfySecret -Key never -Value value -WhatIf

        (Get-CfySecret).Key | Should -Contain 'kept'
        (Get-CfySecret).Key | Should -Not -Contain 'never'
    }
}
