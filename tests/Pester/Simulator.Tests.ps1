BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
}

Describe 'Start-CfySimulator' {
    It 'starts a manager of a version that its credential opens' -Tag HappyPath {
        $credential = New-Object pscredential root, (Get-TestPassword)
        $simulator = Start-CfySimulator -Version 6.4.0 -Credential $credential
        $session = $simulator | Connect-CfyManager

        "$($session.ManagerVersion) $($session.UserName)" | Should -Be '6.4.0 root'

        $session | Disconnect-CfyManager
        $simulator | Stop-CfySimulator
    }

    It 'reports an error for a port that is taken' -Tag Failure {
        $simulator = Start-CfySimulator
        $port = ([uri] $simulator.Manager).Port

        Get-ErrorId { Start-CfySimulator -Port $port } | Should -Not -BeNullOrEmpty

        $simulator | Stop-CfySimulator
    }

    It 'starts nothing with -WhatIf' -Tag WhatIf {
        Start-CfySimulator -WhatIf | Should -BeNullOrEmpty
    }
}

Describe 'Stop-CfySimulator' {
    It 'stops a piped simulator' -Tag HappyPath {
        $simulator = Start-CfySimulator
        $simulator.IsRunning | Should -BeTrue

        $simulator | Stop-CfySimulator

        $simulator.IsRunning | Should -BeFalse
    }

    It 'does not take other objects' -Tag Failure {
        Get-ErrorId { Stop-CfySimulator -Simulator (Get-Date) -ErrorAction Stop } |
            Should -Be 'CannotConvertArgumentNoMessage'
    }

    It 'stops nothing with -WhatIf' -Tag WhatIf {
        $simulator = Start-CfySimulator

        $simulator | Stop-CfySimulator -WhatIf

        $simulator.IsRunning | Should -BeTrue
        $simulator | Stop-CfySimulator
    }
}
