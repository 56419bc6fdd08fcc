BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager

    # Creates a tenant, a user and a group of the same name.
    function New-Membership {
        param([string] $Name, [switch] $Joined)

        $null = New-CfyTenant $Name
        $null = New-CfyUser $Name (Get-TestPassword)
        $null = New-CfyUserGroup $Name
        if ($Joined) {
            $null = Add-CfyTenantUser $Name $Name -Role viewer
            $null = Add-CfyTenantUserGroup $Name $Name -Role viewer
        }
    }
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'New-CfyTenant' {
    It 'creates tenants, also from rows' -Tag HappyPath {
        (New-CfyTenant new-1, new-2).Name | Should -Be 'new-1', 'new-2'
        ("Name`nnew-3" | ConvertFrom-Csv | New-CfyTenant).Name | Should -Be 'new-3'
        (Get-CfyTenant new-*).Name | Sort-Object | Should -Be 'new-1', 'new-2', 'new-3'
    }

    It 'reports Conflict for a tenant that exists' -Tag Failure {
        Get-ErrorId { New-CfyTenant default_tenant } | Should -Be 'Conflict'
    }

    It 'creates nothing with -WhatIf' -Tag WhatIf {
        Assert-NothingChanged $manager { New-CfyTenant rehearsed -WhatIf }
    }
}

Describe 'Get-CfyTenant' {
    It 'gets tenants by name and by wildcards, with members when -Detailed is given' -Tag HappyPath {
        New-Membership get -Joined

        (Get-CfyTenant get).Name | Should -Be 'get'
        (Get-CfyTenant g?t, default*).Name | Sort-Object | Should -Be 'default_tenant', 'get'
        $tenant = Get-CfyTenant get | Get-CfyTenant -Detailed
        $tenant.Users.Name | Should -Be 'get'
        $tenant.Groups.Name | Should -Be 'get'
    }

    It 'reports NotFound for a tenant that does not exist' -Tag Failure {
        Get-ErrorId { Get-CfyTenant nowhere } | Should -Be 'NotFound'
    }

    It 'reports a name that differs in the letter case only' {
        $null = New-CfyTenant case-1

        $failure = Get-Failure { Get-CfyTenant case-1, Case-1 }

        $failure.TargetObject | Should -Be 'Case-1'
        "$failure" | Should -Be "There is no tenant 'Case-1'."
    }
}

Describe 'Remove-CfyTenant' {
    It 'removes what is piped to it' -Tag HappyPath {
        (New-CfyTenant remove | Remove-CfyTenant -PassThru -Confirm:$false).Name | Should -Be 'remove'
        Get-CfyTenant remove* | Should -BeNullOrEmpty
    }

    It 'reports NotFound for a tenant that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyTenant nowhere -Confirm:$false } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        $tenant = New-CfyTenant kept

        Assert-NothingChanged $manager { $tenant | Remove-CfyTenant -WhatIf }
    }
}

Describe 'Add-CfyTenantUser' {
    It 'adds a user to a tenant with a role' -Tag HappyPath {
        New-Membership add-user

        $null = Get-CfyUser add-user | Add-CfyTenantUser -TenantName add-user -Role viewer

        (Get-CfyTenant add-user -Detailed).Users | ForEach-Object { "$_" } | Should -Match 'viewer'
    }

    It 'reports NotFound for a tenant that does not exist' -Tag Failure {
        Get-ErrorId { Add-CfyTenantUser admin nowhere } | Should -Be 'NotFound'
    }

    It 'adds nobody with -WhatIf' -Tag WhatIf {
        New-Membership kept-out

        Assert-NothingChanged $manager { Add-CfyTenantUser kept-out kept-out -WhatIf }
    }
}

Describe 'Set-CfyTenantUser' {
    It 'changes the role of a user in a tenant' -Tag HappyPath {
        New-Membership set-user -Joined

        $null = Set-CfyTenantUser set-user set-user manager

        (Get-CfyTenant set-user -Detailed).Users | ForEach-Object { "$_" } | Should -Match 'manager'
    }

    It 'reports NotFound for a tenant that does not exist' -Tag Failure {
        Get-ErrorId { Set-CfyTenantUser admin nowhere viewer } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        New-Membership rehearsed-set-user -Joined

        Assert-NothingChanged $manager { Set-CfyTenantUser rehearsed-set-user rehearsed-set-user manager -WhatIf }
    }
}

Describe 'Remove-CfyTenantUser' {
    It 'removes a user from a tenant' -Tag HappyPath {
        New-Membership remove-user -Joined

        $null = Get-CfyUser remove-user | Remove-CfyTenantUser -TenantName remove-user

        (Get-CfyTenant remove-user -Detailed).Users.Name | Should -Not -Contain 'remove-user'
        (Get-CfyUser remove-user).UserName | Should -Be 'remove-user'
    }

    It 'reports NotFound for a tenant that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyTenantUser admin nowhere } | Should -Be 'NotFound'
    }

    It 'removes nobody with -WhatIf' -Tag WhatIf {
        New-Membership rehearsed-remove-user -Joined

        Assert-NothingChanged $manager { Remove-CfyTenantUser rehearsed-remove-user rehearsed-remove-user -WhatIf }
    }
}

Describe 'Add-CfyTenantUserGroup' {
    It 'adds a user group to a tenant with a role' -Tag HappyPath {
        New-Membership add-group

        $null = Get-CfyUserGroup add-group | Add-CfyTenantUserGroup -TenantName add-group -Role viewer

        (Get-CfyTenant add-group -Detailed).Groups | ForEach-Object { "$_" } | Should -Match 'viewer'
    }

    It 'reports NotFound for a user group that does not exist' -Tag Failure {
        Get-ErrorId { Add-CfyTenantUserGroup nowhere default_tenant } | Should -Be 'NotFound'
    }

    It 'adds nothing with -WhatIf' -Tag WhatIf {
        New-Membership kept-out-group

        Assert-NothingChanged $manager { Add-CfyTenantUserGroup kept-out-group kept-out-group -WhatIf }
    }
}

Describe 'Set-CfyTenantUserGroup' {
    It 'changes the role of a user group in a tenant' -Tag HappyPath {
        New-Membership set-group -Joined

        $null = Set-CfyTenantUserGroup set-group set-group manager

        (Get-CfyTenant set-group -Detailed).Groups | ForEach-Object { "$_" } | Should -Match 'manager'
    }

    It 'reports NotFound for a user group that does not exist' -Tag Failure {
        Get-ErrorId { Set-CfyTenantUserGroup nowhere default_tenant viewer } | Should -Be 'NotFound'
    }

    It 'changes nothing with -WhatIf' -Tag WhatIf {
        New-Membership rehearsed-set-group -Joined

        Assert-NothingChanged $manager {
            Set-CfyTenantUserGroup rehearsed-set-group rehearsed-set-group manager -WhatIf
        }
    }
}

Describe 'Remove-CfyTenantUserGroup' {
    It 'removes a user group from a tenant' -Tag HappyPath {
        New-Membership remove-group -Joined

        $null = Get-CfyUserGroup remove-group | Remove-CfyTenantUserGroup -TenantName remove-group

        (Get-CfyTenant remove-group -Detailed).Groups.Name | Should -Not -Contain 'remove-group'
    }

    It 'reports NotFound for a user group that does not exist' -Tag Failure {
        Get-ErrorId { Remove-CfyTenantUserGroup nowhere default_tenant } | Should -Be 'NotFound'
    }

    It 'removes nothing with -WhatIf' -Tag WhatIf {
        New-Membership rehearsed-remove-group -Joined

        Assert-NothingChanged $manager {
            Remove-CfyTenantUserGroup rehearsed-remove-group rehearsed-remove-group -WhatIf
        }
    }
}
