BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
}

Describe 'A manager of version <_>' -ForEach '7.0.5', '5.0.5', '4.0.0' {
    BeforeAll {
        $manager = Connect-TestManager -Version $_
    }

    AfterAll {
        Disconnect-TestManager $manager
    }

    Describe 'Get-CfyManagerVersion' {
        It 'returns the version' -Tag HappyPath {
            (Get-CfyManagerVersion -Session $manager.Session).Version | Should -Be $_
        }

        It 'reports SessionClosed for a closed session' -Tag Failure {
            $session = $manager.Simulator | Connect-CfyManager
            $session | Disconnect-CfyManager

            Get-ErrorId { Get-CfyManagerVersion -Session $session } | Should -Be 'SessionClosed'
        }
    }

    Describe 'Get-CfyManagerStatus' {
        It 'returns the services of the manager' -Tag HappyPath {
            $status = Get-CfyManagerStatus -Session $manager.Session

            $status.Status | Should -Not -BeNullOrEmpty
            $status.Services.Name | Should -Not -BeNullOrEmpty
        }

        It 'reports SessionClosed for a closed session' -Tag Failure {
            $session = $manager.Simulator | Connect-CfyManager
            $session | Disconnect-CfyManager

            Get-ErrorId { Get-CfyManagerStatus -Session $session } | Should -Be 'SessionClosed'
        }
    }
}
