BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Connect-CfyManager' {
    It 'opens a session, which becomes the default' -Tag HappyPath {
        $session = Connect-CfyManager $manager.Simulator.Manager -Credential $manager.Simulator.Credential
        try {
            "$($session.UserName) $($session.Tenant) $($session.IsConnected)" | Should -Be 'admin default_tenant True'
            Get-CfySession -Default | Should -Be $session
        }
        finally {
            $session | Disconnect-CfyManager
        }
    }

    It 'reports Unauthorized for a wrong password, and opens nothing' -Tag Failure {
        $wrong = New-Object pscredential admin, (Get-TestPassword)
        $before = @(Get-CfySession).Count

        Get-ErrorId { Connect-CfyManager $manager.Simulator.Manager -Credential $wrong } | Should -Be 'Unauthorized'
        Get-CfySession | Should -HaveCount $before
    }
}

Describe 'Get-CfySession' {
    It 'returns open sessions' -Tag HappyPath {
        Get-CfySession | Should -Contain $manager.Session
    }

    It 'returns nothing when there is no session, and cmdlets report NoSession' -Tag Failure {
        Get-CfySession | Disconnect-CfyManager
        try {
            Get-CfySession -Default | Should -BeNullOrEmpty
            Get-ErrorId { Get-CfyBlueprint } | Should -Be 'NoSession'
        }
        finally {
            $manager.Session = $manager.Simulator | Connect-CfyManager
        }
    }
}

Describe 'Disconnect-CfyManager' {
    It 'closes a piped session' -Tag HappyPath {
        $session = $manager.Simulator | Connect-CfyManager

        $session | Disconnect-CfyManager

        $session.IsConnected | Should -BeFalse
        Get-CfySession | Should -Not -Contain $session
    }

    It 'closes for good: cmdlets report SessionClosed' -Tag Failure {
        $session = $manager.Simulator | Connect-CfyManager
        $session | Disconnect-CfyManager

        Get-ErrorId { Get-CfyBlueprint -Session $session } | Should -Be 'SessionClosed'
    }
}

Describe 'Two sessions' {
    It 'are told apart by -Session and by the objects that come from them' {
        $other = Connect-TestManager
        try {
            $null = New-CfySecret first -Value 1 -Session $manager.Session
            $null = New-CfySecret second -Value 2 -Session $other.Session

            Get-CfySecret first -Session $manager.Session | Remove-CfySecret

            Get-CfySecret -Session $manager.Session | Should -BeNullOrEmpty
            (Get-CfySecret -Session $other.Session).Key | Should -Be 'second'
        }
        finally {
            Disconnect-TestManager $other
        }
    }
}

Describe 'A tenant' {
    It 'holds its own objects, and objects know their tenant' {
        $null = New-CfyTenant apart -Session $manager.Session
        $null = New-CfySecret here -Value 1 -Session $manager.Session
        $null = New-CfySecret there -Value 2 -Tenant apart -Session $manager.Session

        (Get-CfySecret -Session $manager.Session).Key | Should -Be 'here'
        (Get-CfySecret -Tenant apart -Session $manager.Session).Key | Should -Be 'there'
        (Get-CfySecret -AllTenants -Session $manager.Session).Key | Sort-Object | Should -Be 'here', 'there'

        Get-CfySecret -AllTenants -Session $manager.Session | Remove-CfySecret
        Get-CfySecret -AllTenants -Session $manager.Session | Should -BeNullOrEmpty
    }
}
