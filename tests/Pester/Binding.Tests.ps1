# What binds to the parameters of all cmdlets: rows, objects of the own kind and of other kinds, and nothing.

BeforeDiscovery {
    # Discovery has no module yet: the names come from the file.
    $cmdlets = (Import-PowerShellDataFile "$PSScriptRoot/../../CloudifyPS.psd1").CmdletsToExport
    # Cmdlets that write local files take no rows.
    $fromRows = $cmdlets -match '^(New|Set|Add)-' -notmatch '-Cfy(InputFile|BlueprintArchive)$'
    $ownKindOnly = $cmdlets -match '^(Remove|Stop|Set|Disable|Enable|Restore|Resume|Unlock)-'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manager = Connect-TestManager
    $null = New-SmallDeployment kept
    $common = [System.Management.Automation.Cmdlet]::CommonParameters +
        [System.Management.Automation.Cmdlet]::OptionalCommonParameters

    # An object of every kind of resource. Each of its names is 'kept'.
    $kinds = [CloudifyPS.Resource].Assembly.GetExportedTypes() |
        Where-Object { $_.IsSubclassOf([CloudifyPS.Resource]) -and -not $_.IsAbstract }
    $resources = foreach ($kind in $kinds) {
        $resource = New-Object $kind.FullName
        foreach ($property in $kind.GetProperties()) {
            if ($property.PropertyType -eq [string] -and $property.CanWrite) {
                $property.SetValue($resource, 'kept')
            }
        }

        $resource
    }

    # The parameters that a call needs besides the object from the pipeline.
    $required = @{
        'Remove-CfyTenantUser'      = @{ TenantName = 'kept' }
        'Remove-CfyTenantUserGroup' = @{ TenantName = 'kept' }
        'Remove-CfyUserGroupMember' = @{ GroupName = 'kept' }
        'Set-CfyExecution'          = @{ Status = 'failed' }
        'Set-CfyNodeInstance'       = @{ State = 'started' }
        'Set-CfySecret'             = @{ Value = 'v' }
        'Set-CfyTenantUser'         = @{ TenantName = 'kept'; Role = 'viewer' }
        'Set-CfyTenantUserGroup'    = @{ TenantName = 'kept'; Role = 'viewer' }
        'Set-CfyUser'               = @{ Role = 'default' }
        'Set-CfyUserGroup'          = @{ Role = 'default' }
    }

    function Get-Binding {
        param([string] $Cmdlet)

        (Get-Command $Cmdlet).Parameters.Values | Where-Object { $common -notcontains $_.Name } | ForEach-Object {
            [pscustomobject] @{
                Name           = $_.Name
                Type           = $_.ParameterType
                ByValue        = [bool] ($_.ParameterSets.Values | Where-Object ValueFromPipeline)
                ByPropertyName = [bool] ($_.ParameterSets.Values | Where-Object ValueFromPipelineByPropertyName)
                CanBeEmpty     = [bool] ($_.Attributes | Where-Object { $_ -is [AllowEmptyString] })
                Kind           = ($_.Attributes | Where-Object { $_.GetType().Name -eq 'ResourceKeyAttribute' }).Kind
            }
        }
    }
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'A row' {
    It 'binds to every parameter of <_> that says what is created or changed' -ForEach $fromRows {
        # The others say how the call itself waits and what it returns. A credential cannot be in a row of text.
        $ofTheCall = 'NoWait', 'Wait', 'TimeoutSec', 'ShowEvent', 'MergeInputs', 'PassThru', 'AsPlainText', 'Credential'

        (Get-Binding $_ | Where-Object { -not $_.ByPropertyName -and -not $_.ByValue }).Name |
            Where-Object { $ofTheCall -notcontains $_ } |
            Should -BeNullOrEmpty
    }

    It 'of a CSV file is input of <Cmdlet>' -ForEach @(
        @{ Cmdlet = 'New-CfyTenant'; Csv = 'Name', 'row-1', 'row-2'
            Result = { (Get-CfyTenant row-*).Name }; Expected = 'row-1', 'row-2'
        }
        @{ Cmdlet = 'New-CfyUser'
            Csv = 'UserName,Password,Role,TenantName,TenantRole', 'row-a,correct horse,sys_admin,row-1,viewer',
            'row-b,battery staple,,,'
            Result = {
                Get-CfyUser row-* | ForEach-Object { "$($_.UserName) $($_.Role)" }
                (Get-CfyTenant row-1 -Detailed).Users | ForEach-Object { "$($_.Name) $($_.Roles)" }
            }
            Expected = 'row-a sys_admin', 'row-b default', 'row-a viewer'
        }
        @{ Cmdlet = 'New-CfyUserGroup'; Csv = 'Name,Role', 'row-g,sys_admin', 'row-h,'
            Result = { Get-CfyUserGroup row-* | ForEach-Object { "$($_.Name) $($_.Role)" } }
            Expected = 'row-g sys_admin', 'row-h default'
        }
        @{ Cmdlet = 'Add-CfyTenantUser'; Csv = 'UserName,TenantName,Role', 'row-b,row-1,manager', 'row-b,row-2,'
            Result = {
                Get-CfyTenant row-1, row-2 -Detailed |
                    ForEach-Object { $_.Users } | Where-Object Name -EQ row-b | ForEach-Object { "$($_.Roles)" }
            }
            Expected = 'manager', 'user'
        }
        @{ Cmdlet = 'Set-CfyTenantUser'; Csv = 'UserName,TenantName,Role', 'row-b,row-2,viewer'
            Result = { (Get-CfyTenant row-2 -Detailed).Users | ForEach-Object { "$($_.Roles)" } }
            Expected = 'viewer'
        }
        @{ Cmdlet = 'Add-CfyTenantUserGroup'; Csv = 'GroupName,TenantName,Role', 'row-g,row-1,viewer'
            Result = { (Get-CfyTenant row-1 -Detailed).Groups | ForEach-Object { "$($_.Name) $($_.Roles)" } }
            Expected = 'row-g viewer'
        }
        @{ Cmdlet = 'Set-CfyTenantUserGroup'; Csv = 'GroupName,TenantName,Role', 'row-g,row-1,manager'
            Result = { (Get-CfyTenant row-1 -Detailed).Groups | ForEach-Object { "$($_.Name) $($_.Roles)" } }
            Expected = 'row-g manager'
        }
        @{ Cmdlet = 'Add-CfyUserGroupMember'; Csv = 'UserName,GroupName', 'row-a,row-g', 'row-b,row-g'
            Result = { (Get-CfyUserGroup row-g -Detailed).Users.Name }; Expected = 'row-a', 'row-b'
        }
        @{ Cmdlet = 'Set-CfyUser'; Csv = 'UserName,Role', 'row-a,default'
            Result = { (Get-CfyUser row-a).Role }; Expected = 'default'
        }
        @{ Cmdlet = 'Set-CfyUserGroup'; Csv = 'Name,Role', 'row-g,default'
            Result = { (Get-CfyUserGroup row-g).Role }; Expected = 'default'
        }
        @{ Cmdlet = 'New-CfySecret'
            Csv = 'Key,Value,Visibility,Hidden,UpdateIfExists', 'row-s,1,PRIVATE,true,', 'row-t,2,,no,yes'
            Result = {
                Get-CfySecret row-s, row-t -AsPlainText |
                    ForEach-Object { "$($_.Key) $($_.Value) $($_.Visibility) $($_.IsHiddenValue)" }
            }
            Expected = 'row-s 1 private True', 'row-t 2 tenant False'
        }
        @{ Cmdlet = 'New-CfySecret'; Csv = 'Key,StructuredValue', 'row-json,"{""port"": 80}"'
            Result = { (Invoke-CfyRestMethod secrets/row-json).value.port }; Expected = 80
        }
        @{ Cmdlet = 'Set-CfySecret'; Csv = 'Key,Value,Visibility,Hidden', 'row-t,3,global,true'
            Result = {
                Get-CfySecret row-t -AsPlainText | ForEach-Object { "$($_.Value) $($_.Visibility) $($_.IsHiddenValue)" }
            }
            Expected = '3 global True'
        }
        @{ Cmdlet = 'New-CfyDeployment'
            Csv = 'Id,BlueprintId,Inputs,Label,DisplayName,Visibility,SkipPluginsValidation',
            'row-d,kept,"{""greeting"": ""hi""}","env=prod",My row,private,true', 'row-e,kept,,,,,'
            Result = {
                Get-CfyDeployment row-* | ForEach-Object {
                    "$($_.Id) $($_.Inputs['greeting']) $($_.Labels) $($_.DisplayName) $($_.Visibility)" }
            }
            Expected = 'row-d hi env=prod env=lab My row private', 'row-e hello env=lab row-e tenant'
        }
        @{ Cmdlet = 'Set-CfyNodeInstance'
            Csv = { 'Id,RuntimeProperties,State,Merge',
                "$((Get-CfyNodeInstance -DeploymentId kept -NodeId host).Id),""{""""ip"""": 1}"",started,true" }
            Result = {
                Get-CfyNodeInstance -DeploymentId kept -NodeId host |
                    ForEach-Object { "$($_.State) $($_.RuntimeProperties['ip'])" }
            }
            Expected = 'started 1'
        }
        @{ Cmdlet = 'New-CfySnapshot'; Csv = 'Id,ExcludeLog,ExcludeEvent', 'row-snapshot,true,yes'
            Result = { (Get-CfySnapshot row-*).Id }; Expected = 'row-snapshot'
        }
        @{ Cmdlet = 'New-CfyToken'; Csv = 'Description,ExpirationDate', 'row-token,2040-01-02T03:04:00Z'
            Result = { (Get-CfyToken | Where-Object Description -EQ row-token).ExpirationDate.Year }; Expected = 2040
        }
    ) {
        $path = Join-Path $TestDrive 'rows.csv'
        $lines = if ($Csv -is [scriptblock]) { & $Csv } else { $Csv }
        Set-Content -LiteralPath $path -Value $lines

        $null = Import-Csv -LiteralPath $path | & $Cmdlet -ErrorAction Stop

        & $Result | Should -Be $Expected
    }

    It 'is refused by <Cmdlet> when <Column> cannot be understood' -ForEach @(
        @{ Cmdlet = 'New-CfySecret'; Column = 'Hidden'; Row = @{ Key = 'no'; Value = 'v'; Hidden = 'perhaps' } }
        @{ Cmdlet = 'New-CfySecret'; Column = 'Visibility'; Row = @{ Key = 'no'; Value = 'v'; Visibility = 'all' } }
        @{ Cmdlet = 'New-CfyDeployment'; Column = 'Inputs'
            Row = @{ Id = 'no'; BlueprintId = 'kept'; Inputs = 'port: 80' }
        }
    ) {
        Assert-NothingChanged $manager {
            [pscustomobject] $Row | & $Cmdlet -ErrorVariable failure -ErrorAction SilentlyContinue
            "$failure" | Should -Match $Column
        }
    }
}

Describe 'An object of another kind' {
    BeforeAll {
        $before = Get-ManagerState $manager
    }

    It 'is refused by <_>' -ForEach $ownKindOnly {
        $cmdlet = $_
        $own = (Get-Binding $_ | Where-Object ByValue).Kind
        $parameters = if ($required[$_]) { $required[$_] } else { @{} }
        $accepted = New-Object System.Collections.ArrayList

        foreach ($resource in $resources | Where-Object { $_.GetType() -ne $own }) {
            if (-not (Get-Failure { $resource | & $cmdlet @parameters -Confirm:$false })) {
                $null = $accepted.Add($resource.GetType().Name)
            }
        }

        $accepted | Should -BeNullOrEmpty
    }

    It 'has changed nothing' {
        Get-ManagerState $manager | Should -BeExactly $before
    }
}

Describe 'No name' {
    BeforeAll {
        $before = Get-ManagerState $manager

        # What a call needs besides the parameter without a value: without it, PowerShell would ask.
        function Get-Required {
            param([string] $Cmdlet, [string] $Parameter)

            $sets = (Get-Command $Cmdlet).ParameterSets | Where-Object { $_.Parameters.Name -contains $Parameter }
            $arguments = @{}
            foreach ($other in $sets[0].Parameters | Where-Object { $_.IsMandatory -and $_.Name -ne $Parameter }) {
                $arguments[$other.Name] = switch ($other.ParameterType.Name) {
                    'PSCredential' { New-Object pscredential kept, (Get-TestPassword) }
                    'Uri' { 'http://127.0.0.1:1/' }
                    'Hashtable' { @{ kept = 1 } }
                    'ClusterCredentials' { return }
                    default { 'kept' }
                }
            }

            $arguments
        }
    }

    It 'is an error of <_>' -ForEach $cmdlets {
        $cmdlet = $_
        $accepted = New-Object System.Collections.ArrayList

        $names = Get-Binding $cmdlet |
            Where-Object { -not $_.CanBeEmpty -and ($_.Kind -or $_.Type -in [string], [string[]]) }
        foreach ($parameter in $names) {
            $arguments = Get-Required $cmdlet $parameter.Name
            if ($null -eq $arguments) {
                continue
            }

            foreach ($value in $null, '') {
                $arguments[$parameter.Name] = $value
                if (-not (Get-Failure { & $cmdlet @arguments })) {
                    $null = $accepted.Add("-$($parameter.Name) '$value'")
                }
            }

            if ($parameter.ByValue -and -not (Get-Failure { $null | & $cmdlet })) {
                $null = $accepted.Add('a piped null')
            }
        }

        $accepted | Should -BeNullOrEmpty
    }

    It 'has changed nothing' {
        Get-ManagerState $manager | Should -BeExactly $before
    }
}
