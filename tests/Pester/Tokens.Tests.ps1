BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyToken' {
    It 'makes a token that connects' -Tag HappyPath {
        $token = New-CfyToken 'nightly pipeline'
        $session = Connect-CfyManager $manager.Simulator.Manager -Token $token.Value
        try {
            $token.Description | Should -Be 'nightly pipeline'
            (Get-CfyUser -Current -Session $session).UserName | Should -Be 'admin'
        }
        finally {
            $session | Disconnect-CfyManager
        }
    }

    It 'reports Unsupported on a manager that makes no tokens, and names Get-CfyToken' -Tag Failure {
        $old = Start-CfySimulator -Version 5.0.5
        $session = $old | Connect-CfyManager
        try {
            $failure = Get-Failure { New-CfyToken -Session $session }
            $failure.FullyQualifiedErrorId | Should -BeLike 'Unsupported,*'
            $failure.ErrorDetails.RecommendedAction | Should -Match 'Get-CfyToken'
            (Get-CfyToken -Session $session -AsPlainText).Value | Should -Not -BeNullOrEmpty
        }
        finally {
            $session | Disconnect-CfyManager
            $old | Stop-CfySimulator
        }
    }

    It 'makes nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { New-CfyToken rehearsed -Session $manager.Session -WhatIf }
    }
}

Describe 'Get-CfyToken' {
    It 'gets tokens by their ids, without values' -Tag HappyPath {
        $token = New-CfyToken get -Session $manager.Session

        $found = Get-CfyToken $token.Id -Session $manager.Session
        "$($found.Id) $($found.Description)" | Should -Be "$($token.Id) get"
        (Get-CfyToken -Session $manager.Session).Id | Should -Contain $token.Id
    }

    It 'reports NotFound for a token that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyToken nowhere -Session $manager.Session } | Should -Be 'NotFound'
    }
}

Describe 'Remove-CfyToken' {
    It 'revokes a token: who is connected with it is refused' -Tag HappyPath {
        $token = New-CfyToken remove -Session $manager.Session
        $session = Connect-CfyManager $manager.Simulator.Manager -Token $token.Value
        try {
            $token | Remove-CfyToken -Session $manager.Session

            Get-ErrorId { Get-CfySecret -Session $session } | Should -Be 'Unauthorized'
        }
        finally {
            $session | Disconnect-CfyManager
        }
    }

    It 'reports NotFound for a token that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyToken nowhere -Session $manager.Session } | Should -Be 'NotFound'
    }

    It 'revokes nothing with -WhatIf' -Tag WhatIf {
        $token = New-CfyToken kept -Session $manager.Session

        Assert-NothingChanged $manager { $token | Remove-CfyToken -WhatIf }
    }
}
