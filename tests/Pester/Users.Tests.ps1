BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyUser' {
    It 'creates a user who can connect' -Tag HappyPath {
        $credential = New-Object pscredential new, (Get-TestPassword)

        $user = $credential | New-CfyUser -Role sys_admin -TenantName default_tenant -TenantRole viewer

        "$($user.UserName) $($user.Role)" | Should -Be 'new sys_admin'
        $session = Connect-CfyManager $manager.Simulator.Manager -Credential $credential
        (Get-CfyUser -Current -Session $session).UserName | Should -Be 'new'
        $session | Disconnect-CfyManager
    }

    It 'takes the rows of a table' {
        $rows = "UserName,Password,Role`nrow-1,correct horse,default`nrow-2,battery staple,sys_admin" | ConvertFrom-Csv

        $null = $rows | New-CfyUser

        (Get-CfyUser row-*).Role | Should -Be 'default', 'sys_admin'
    }

    It 'reports Conflict for a user who exists' -Tag Failure {
        Get-ErrorId { New-CfyUser admin (Get-TestPassword) } | Should -Be 'Conflict'
    }

    It 'creates nobody with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { New-CfyUser rehearsed (Get-TestPassword) -WhatIf }
    }
}

Describe 'Get-CfyUser' {
    It 'gets users by name and by wildcards, with tenants when -Detailed is given' -Tag HappyPath {
        'get-1', 'get-2' | ForEach-Object { $null = New-CfyUser $_ (Get-TestPassword) -TenantName default_tenant }

        (Get-CfyUser get-1).UserName | Should -Be 'get-1'
        (Get-CfyUser get-*).UserName | Sort-Object | Should -Be 'get-1', 'get-2'
        (Get-CfyUser get-1 | Get-CfyUser -Detailed).Tenants.Name | Should -Be 'default_tenant'
        (Get-CfyUser -Current).UserName | Should -Be 'admin'
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyUser nobody } | Should -Be 'NotFound'
    }

    It 'reports PremiumRequired on a community edition' -Tag Failure {
        $community = Start-CfySimulator -Community
        $session = $community | Connect-CfyManager
        try {
            Get-ErrorId { Get-CfyUser -Session $session } | Should -Be 'PremiumRequired'
        }
        finally {
            $session | Disconnect-CfyManager
            $community | Stop-CfySimulator
        }
    }
}

Describe 'Set-CfyUser' {
    It 'changes password and role, and returns the user with -PassThru' -Tag HappyPath {
        $null = New-CfyUser set (Get-TestPassword)

        (Get-CfyUser set | Set-CfyUser -Password 'battery staple' -Role sys_admin -PassThru).Role |
            Should -Be 'sys_admin'

        $password = (New-Object System.Net.NetworkCredential '', 'battery staple').SecurePassword
        $session = Connect-CfyManager $manager.Simulator.Manager -Credential (New-Object pscredential set, $password)
        (Get-CfyUser -Current -Session $session).UserName | Should -Be 'set'
        $session | Disconnect-CfyManager
    }

    It 'reports NotFound for a user who does not exist, and InvalidArgument for nothing to change' -Tag Failure {
        Get-ErrorId { Set-CfyUser nobody -Role default } | Should -Be 'NotFound'
        Get-ErrorId { Set-CfyUser admin } | Should -Be 'InvalidArgument'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        $null = New-CfyUser rehearsed-set (Get-TestPassword)

        Assert-NothingChanged $manager { Set-CfyUser rehearsed-set -Role sys_admin -WhatIf }
    }
}

Describe 'Disable-CfyUser' {
    It 'deactivates a piped user' -Tag HappyPath {
        $null = New-CfyUser disable (Get-TestPassword)

        (Get-CfyUser disable | Disable-CfyUser -PassThru).Active | Should -BeFalse
        (Get-CfyUser disable).Active | Should -BeFalse
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        Get-ErrorId { Disable-CfyUser nobody } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        $null = New-CfyUser rehearsed-disable (Get-TestPassword)

        Assert-NothingChanged $manager { Disable-CfyUser rehearsed-disable -WhatIf }
    }
}

Describe 'Enable-CfyUser' {
    It 'activates a piped user' -Tag HappyPath {
        $null = New-CfyUser enable (Get-TestPassword)

        (Disable-CfyUser enable -PassThru | Enable-CfyUser -PassThru).Active | Should -BeTrue
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        Get-ErrorId { Enable-CfyUser nobody } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        $null = New-CfyUser rehearsed-enable (Get-TestPassword)
        Disable-CfyUser rehearsed-enable

        Assert-NothingChanged $manager { Enable-CfyUser rehearsed-enable -WhatIf }
    }
}

Describe 'Unlock-CfyUser' {
    It 'unlocks a piped user' -Tag HappyPath {
        $null = New-CfyUser unlock (Get-TestPassword)

        $user = Get-CfyUser unlock | Unlock-CfyUser -PassThru

        $user.UserName | Should -Be 'unlock'
        $user.IsLocked | Should -Not -BeTrue
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        Get-ErrorId { Unlock-CfyUser nobody } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        $null = New-CfyUser rehearsed-unlock (Get-TestPassword)

        Assert-NothingChanged $manager { Unlock-CfyUser rehearsed-unlock -WhatIf }
    }
}

Describe 'Remove-CfyUser' {
    It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
        (New-CfyUser remove (Get-TestPassword) | Remove-CfyUser -PassThru).UserName | Should -Be 'remove'
        Get-CfyUser remove* | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyUser nobody } | Should -Be 'NotFound'
    }

    It 'removes nobody with -WhatIf' -Tag WhatIf {
        $user = New-CfyUser kept (Get-TestPassword)

        Assert-NothingChanged $manager { $user | Remove-CfyUser -WhatIf }
    }
}
