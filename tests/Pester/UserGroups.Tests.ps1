BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    'bob', 'eve' | ForEach-Object { $null = New-CfyUser $_ (Get-TestPassword) }
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyUserGroup' {
    It 'creates a group with a role, also from rows' -Tag HappyPath {
        (New-CfyUserGroup new-1 -Role sys_admin).Role | Should -Be 'sys_admin'
        ("Name,Role`nnew-2,sys_admin" | ConvertFrom-Csv | New-CfyUserGroup).Role | Should -Be 'sys_admin'
        (Get-CfyUserGroup new-*).Name | Sort-Object | Should -Be 'new-1', 'new-2'
    }

    It 'reports Conflict for a group that exists' -Tag Failure {
        $null = New-CfyUserGroup twice

        Get-ErrorId { New-CfyUserGroup twice } | Should -Be 'Conflict'
    }

    It 'creates nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { New-CfyUserGroup rehearsed -WhatIf }
    }
}

Describe 'Get-CfyUserGroup' {
    It 'gets groups by name and by wildcards, with members when -Detailed is given' -Tag HappyPath {
        'get-1', 'get-2' | ForEach-Object { $null = New-CfyUserGroup $_ }
        $null = Add-CfyUserGroupMember get-1 bob

        (Get-CfyUserGroup get-2).Name | Should -Be 'get-2'
        (Get-CfyUserGroup get-*).Name | Sort-Object | Should -Be 'get-1', 'get-2'
        (Get-CfyUserGroup get-1 | Get-CfyUserGroup -Detailed).Users.Name | Should -Be 'bob'
    }

    It 'reports NotFound for a group that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyUserGroup nowhere } | Should -Be 'NotFound'
    }
}

Describe 'Set-CfyUserGroup' {
    It 'changes the role of a piped group' -Tag HappyPath {
        (New-CfyUserGroup set | Set-CfyUserGroup -Role sys_admin).Name | Should -Be 'set'
        (Get-CfyUserGroup set).Role | Should -Be 'sys_admin'
    }

    It 'reports NotFound for a group that does not exist' -Tag Failure {
        Get-ErrorId { Set-CfyUserGroup nowhere default } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        $group = New-CfyUserGroup rehearsed-set

        Assert-NothingChanged $manager { $group | Set-CfyUserGroup -Role sys_admin -WhatIf }
    }
}

Describe 'Add-CfyUserGroupMember' {
    It 'adds users, also from the pipeline' -Tag HappyPath {
        $null = New-CfyUserGroup add

        $null = Get-CfyUser bob, eve | Add-CfyUserGroupMember add

        (Get-CfyUserGroup add -Detailed).Users.Name | Sort-Object | Should -Be 'bob', 'eve'
    }

    It 'reports NotFound for a user who does not exist' -Tag Failure {
        $null = New-CfyUserGroup add-nobody

        Get-ErrorId { Add-CfyUserGroupMember add-nobody nobody } | Should -Be 'NotFound'
    }

    It 'adds nobody with -WhatIf' -Tag WhatIf {
        $null = New-CfyUserGroup rehearsed-add

        Assert-NothingChanged $manager { Add-CfyUserGroupMember rehearsed-add bob -WhatIf }
    }
}

Describe 'Remove-CfyUserGroupMember' {
    It 'removes a user from a piped group' -Tag HappyPath {
        $null = New-CfyUserGroup remove-member
        $null = Add-CfyUserGroupMember remove-member bob, eve

        $null = Get-CfyUserGroup remove-member | Remove-CfyUserGroupMember -UserName bob

        (Get-CfyUserGroup remove-member -Detailed).Users.Name | Should -Be 'eve'
    }

    It 'reports NotFound for a group that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyUserGroupMember nowhere bob } | Should -Be 'NotFound'
    }

    It 'removes nobody with -WhatIf' -Tag WhatIf {
        $null = New-CfyUserGroup rehearsed-remove
        $null = Add-CfyUserGroupMember rehearsed-remove bob

        Assert-NothingChanged $manager { Remove-CfyUserGroupMember rehearsed-remove bob -WhatIf }
    }
}

Describe 'Remove-CfyUserGroup' {
    It 'removes what is piped to it, and returns it with -PassThru' -Tag HappyPath {
        (New-CfyUserGroup remove | Remove-CfyUserGroup -PassThru).Name | Should -Be 'remove'
        (Get-CfyUserGroup).Name | Should -Not -Contain 'remove'
    }

    It 'reports NotFound for a group that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyUserGroup nowhere } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $group = New-CfyUserGroup kept

        Assert-NothingChanged $manager { $group | Remove-CfyUserGroup -WhatIf }
    }
}
