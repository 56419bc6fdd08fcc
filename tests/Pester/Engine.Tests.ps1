# What PowerShell itself does around the cmdlets: import, strict mode, preferences, cultures, runspaces, jobs,
# hosts without a user, serialisation.

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manifestPath = Get-ModuleManifestPath
    $manager = Connect-TestManager
}

AfterAll {
    Disconnect-TestManager $manager
}

Describe 'Importing the module' {
    It 'exports all cmdlets again with -Force, and they work' {
        $run = Invoke-PowerShellProcess -ArgumentList $manifestPath @'
            $before = @(Get-Command -Module CloudifyPS).Count
            Import-Module $args[0] -Force
            Import-Module $args[0] -Force
            @(Get-Command -Module CloudifyPS).Count - $before
            $null = Start-CfySimulator -Version 4.0.0 | Connect-CfyManager
            "$((Get-CfyManagerVersion).Version)"
'@

        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Be "0`n4.0.0"
    }

    It 'can be repeated after Remove-Module, which closes sessions and simulators' {
        $run = Invoke-PowerShellProcess -ArgumentList $manifestPath @'
            $simulator = Start-CfySimulator
            $session = $simulator | Connect-CfyManager
            $before = @(Get-Command -Module CloudifyPS).Count
            Remove-Module CloudifyPS
            "$(@(Get-Command -Module CloudifyPS).Count) $($session.IsConnected) $($simulator.IsRunning)"
            Import-Module $args[0]
            "$(@(Get-Command -Module CloudifyPS).Count - $before) $(@(Get-CfySession).Count)"
'@

        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Be "0 False False`n0 0"
    }

    Context 'in PowerShell 7' -Skip:($PSEdition -ne 'Core') {
        It 'loads the cmdlets into a private context and the public types into the default one' {
            $run = Invoke-PowerShellProcess @'
                # The client is loaded with its first use.
                $null = Start-CfySimulator | Connect-CfyManager
                $context = [System.Runtime.Loader.AssemblyLoadContext]
                $private = $context::All | Where-Object Name -EQ CloudifyPS
                $client = $private.Assemblies | Where-Object { $_.GetName().Name -eq 'CloudifyPS.Client' }
                (Get-Command Get-CfyBlueprint).ImplementingType.Assembly, $client, [CloudifyPS.Blueprint].Assembly |
                    ForEach-Object { $context::GetLoadContext($_).Name }
'@

            $run.Error | Should -BeNullOrEmpty
            $run.Output | Should -Be "CloudifyPS`nCloudifyPS`nDefault"
        }

        It 'keeps its RestSharp apart from one that another module has loaded' {
            $arguments = (Get-TestProjectProperty OtherRestSharp), $manifestPath
            $run = Invoke-PowerShellProcess -WithoutModule -ArgumentList $arguments @'
                $null = [System.Reflection.Assembly]::LoadFrom($args[0])
                Import-Module $args[1]
                $null = Start-CfySimulator -Speed 0 | Connect-CfyManager
                (New-CfySecret -Key key -Value value).Key
                [System.AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object {
                    $name = $_.GetName()
                    if ($name.Name -eq 'RestSharp') {
                        "$($name.Version) $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)"
                    }
                }
'@

            $run.Error | Should -BeNullOrEmpty
            $run.Output -split "`n" | Sort-Object | Should -Be '112.1.0.0 Default', '114.1.0.0 CloudifyPS', 'key'
        }
    }

    Context 'of two versions' -Skip:($PSEdition -ne 'Core') {
        BeforeAll {
            # A copy of the built module with another version, in its manifest and in the assembly of the public types.
            $version = (Import-PowerShellDataFile -Path $manifestPath).ModuleVersion
            $copy = [System.IO.Path]::Combine($TestDrive, 'CloudifyPS', '0.0.9')
            $null = New-Item -Path (Split-Path $copy) -ItemType Directory
            Copy-Item -LiteralPath (Split-Path $manifestPath) -Destination $copy -Recurse
            $otherPath = Join-Path $copy 'CloudifyPS.psd1'
            (Get-Content -LiteralPath $otherPath -Raw).Replace("'$version'", "'0.0.9'") |
                Set-Content -LiteralPath $otherPath

            # The numbers follow the identifier of the hash algorithm in the assembly's metadata, two bytes each.
            $assembly = [System.IO.Path]::Combine($copy, 'bin', 'net8.0', 'CloudifyPS.dll')
            $latin = [System.Text.Encoding]::GetEncoding('iso-8859-1')
            $text = $latin.GetString([System.IO.File]::ReadAllBytes($assembly))
            $algorithm = [string] [char] 4 + [char] 0x80 + [char] 0 + [char] 0
            $before, $after = $version, '0.0.9' | ForEach-Object {
                -join ($_.Split('.') | ForEach-Object { [string] [char] [int] $_ + [char] 0 })
            }
            $text = $text.Replace($algorithm + $before, $algorithm + $after)
            [System.IO.File]::WriteAllBytes($assembly, $latin.GetBytes($text))
        }

        It 'in one process: the second is refused, and the first works on' {
            $run = Invoke-PowerShellProcess -ArgumentList $otherPath, $manifestPath @'
                try { Import-Module $args[0]; 'imported' } catch { 'refused' }
                (Start-CfySimulator | Connect-CfyManager).IsConnected
                Remove-Module CloudifyPS
                try { Import-Module $args[0] } catch { "$_" }
                Import-Module $args[1]
                (Start-CfySimulator | Connect-CfyManager).IsConnected
'@

            $run.Error | Should -BeNullOrEmpty
            $run.Output | Should -Be ("refused`nTrue`nCloudifyPS $version is loaded in this process. " +
                "Start another PowerShell to use CloudifyPS 0.0.9.`nTrue")
        }
    }
}

Describe 'Set-StrictMode -Version 3' {
    It 'does not disturb the usual pipelines and their views' {
        $Error.Clear()
        $result = & {
            Set-StrictMode -Version 3
            $ErrorActionPreference = 'Stop'
            $deployment = Publish-SampleBlueprint strict | New-CfyDeployment strict -Inputs @{ host_name = 'h' }
            $execution = $deployment | Start-CfyExecution install | Wait-CfyExecution
            $shown = @(
                Get-CfyBlueprint strict
                Get-CfyDeployment strict
                $execution
                $execution | Get-CfyEvent
                $deployment | Get-CfyNode
                $deployment | Get-CfyNodeInstance
                $deployment | Get-CfyDeploymentInput
                $deployment | Get-CfyDeploymentOutput
                $deployment | Get-CfyDeploymentCapability
                $deployment | Get-CfyWorkflow
                Get-CfyBlueprintInput strict
                Get-CfyTenant
                Get-CfyUser
                New-CfySecret strict -Value v
                Get-CfyManagerStatus
                Get-CfySession
            )
            $shown | ForEach-Object { $_ | Out-String; $_ | Format-List | Out-String }
            $execution.Status
        }

        $result[-1] | Should -Be 'terminated'
        # The formatting of an object reports its errors here only.
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'The preference for errors' {
    It 'ends a script at the first error with $ErrorActionPreference = Stop' {
        $reached = New-Object System.Collections.ArrayList

        { & {
                $ErrorActionPreference = 'Stop'
                'nowhere', 'default_tenant' | Get-CfyTenant | ForEach-Object { $null = $reached.Add($_.Name) }
                $null = $reached.Add('after')
            } } | Should -Throw -ErrorId 'NotFound,*'
        $reached | Should -BeNullOrEmpty
    }

    It 'is overruled by -ErrorAction' {
        & {
            $ErrorActionPreference = 'Stop'
            ('nowhere', 'default_tenant' | Get-CfyTenant -ErrorAction SilentlyContinue).Name
        } | Should -Be 'default_tenant'
    }

    It 'leaves nothing in $Error with -ErrorAction Ignore, and one error with -ErrorVariable' {
        $Error.Clear()

        Get-CfyTenant nowhere -ErrorAction Ignore
        $Error | Should -BeNullOrEmpty

        Get-CfyTenant nowhere -ErrorAction SilentlyContinue -ErrorVariable failure
        $failure | Should -HaveCount 1
    }
}

Describe 'The preference for warnings' {
    BeforeAll {
        $long = 'x' * 70000
        $null = New-CfySecret long -Value $long
    }

    It 'shows, collects or hides a warning' {
        (Get-CfySecret long -WarningAction SilentlyContinue -WarningVariable warnings).Key | Should -Be 'long'
        $warnings | Should -HaveCount 1
        $warnings[0].Message | Should -BeLike '*-AsPlainText*'
    }

    It 'makes an error of a warning with -WarningAction Stop' {
        { Get-CfySecret long -WarningAction Stop } | Should -Throw -ErrorId 'ActionPreferenceStop,*'
    }
}

Describe 'The culture <_>' -ForEach 'tr-TR', 'de-DE' {
    BeforeAll {
        $before = [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture
        [cultureinfo]::CurrentCulture = $_
        [cultureinfo]::CurrentUICulture = $_
        $id = "culture-$_".ToLowerInvariant()
        $deployment = New-SmallDeployment $id
        $execution = $deployment | Start-CfyExecution INSTALL -ErrorAction SilentlyContinue
        $execution = $deployment | Start-CfyExecution install -Wait
    }

    AfterAll {
        [cultureinfo]::CurrentCulture, [cultureinfo]::CurrentUICulture = $before
    }

    It 'does not change the letters of values, attributes and wildcards' {
        (New-CfySecret "$id-i" -Value v -Visibility PRIVATE).Visibility | Should -BeExactly 'private'
        (Get-CfyExecution -DeploymentId $id -WorkflowId install -Status TERMINATED).Id | Should -Be $execution.Id
        ($execution | Get-CfyEvent -Type LOG -Level INFO).Level | Select-Object -Unique | Should -BeExactly 'info'
        (Get-CfySecret -Filter @{ VISIBILITY = 'private' } -Property VISIBILITY -SortBy VISIBILITY).Key |
            Should -Contain "$id-i"
        (Get-CfyDeployment CULTURE-I*, "$($id.ToUpperInvariant())*").Id | Should -Be $id
        (Get-CfyNodeInstance -DeploymentId $id -NodeId host | Set-CfyNodeInstance -State INITIALIZING).State |
            Should -BeExactly 'initializing'
    }

    It 'does not change numbers and times' {
        $instance = Get-CfyNodeInstance -DeploymentId $id -NodeId host
        $values = [ordered] @{ ratio = 1.5; price = [decimal] 0.25; since = [datetime] '2026-01-02T03:04:05Z' }

        $null = $instance | Set-CfyNodeInstance -RuntimeProperties $values

        $stored = (Invoke-CfyRestMethod "node-instances/$($instance.Id)").runtime_properties
        $stored.ratio | Should -Be 1.5
        $stored.price | Should -Be 0.25
        $stored.since | Should -BeLike '2026-01-02T03:04:05*'
        (New-CfyToken -ExpirationDate 2040-01-02T03:04:05Z).ExpirationDate.UtcDateTime.ToString('s') |
            Should -Be '2040-01-02T03:04:00'
    }
}

Describe 'Other runspaces and processes' {
    It 'share a session in ForEach-Object -Parallel' -Skip:($PSEdition -ne 'Core') {
        $session = $manager.Session
        $options = @{
            ThrottleLimit = 8
            Parallel      = {
                Import-Module $using:manifestPath
                $null = New-CfySecret -Key "parallel$_" -Value "value$_" -Session $using:session
                Get-CfySecret "parallel$_" -Session $using:session
            }
        }
        $secrets = 1..8 | ForEach-Object @options

        $secrets.Key | Sort-Object | Should -Be (1..8 | ForEach-Object { "parallel$_" })
    }

    It 'connect in Start-Job, whose output can be piped on' {
        $job = Start-Job -ArgumentList $manifestPath, $manager.Simulator.Manager, $manager.Simulator.Credential {
            param($module, $address, $credential)

            Import-Module $module
            $null = Connect-CfyManager $address -Credential $credential
            New-CfySecret job -Value v
        }
        try {
            $secret = $job | Receive-Job -Wait -ErrorAction Stop

            $secret.PSObject.TypeNames[0] | Should -Be 'Deserialized.CloudifyPS.Secret'
            ($secret | Remove-CfySecret -PassThru).Key | Should -Be 'job'
        }
        finally {
            $job | Remove-Job -Force
        }
    }

    It 'report an error for a confirmation that nobody can answer' {
        $run = Invoke-PowerShellProcess @'
            $null = Start-CfySimulator -Speed 0 | Connect-CfyManager
            $null = New-CfyTenant kept
            try { Remove-CfyTenant kept } catch { $_.CategoryInfo.Category }
            (Get-CfyTenant kept).Name
            Remove-CfyTenant kept -Confirm:$false
            @(Get-CfyTenant kept*).Count
'@

        $run.Error | Should -BeNullOrEmpty
        $run.Output | Should -Be "InvalidOperation`nkept`n0"
    }
}

Describe 'An object that was exported and imported again' {
    BeforeAll {
        $null = New-SmallDeployment saved | Start-CfyExecution install -Wait
        $null = New-CfySecret saved -Value v
        $null = New-CfyTenant saved
        $null = New-CfyUser saved (Get-TestPassword)
        $null = New-CfyUserGroup saved
        $null = New-CfySnapshot saved -Wait
        $null = Publish-CfyPlugin -LiteralPath (Get-Archive plugin.zip)
        $token = New-CfyToken -Description saved

        function Copy-Object {
            param([Parameter(ValueFromPipeline)] $InputObject)

            process {
                $path = Join-Path $TestDrive 'object.xml'
                $InputObject | Export-Clixml -LiteralPath $path
                Import-Clixml -LiteralPath $path
            }
        }
    }

    It 'is taken by the next cmdlet: <Type>' -ForEach @(
        @{ Type = 'Blueprint'; Get = { Get-CfyBlueprint saved }; Use = { ($_ | Get-CfyDeployment).Id } }
        @{ Type = 'BlueprintInput'; Get = { Get-CfyBlueprintInput saved | Select-Object -First 1 }
            Use = { ($_ | Get-CfyBlueprint).Id }
        }
        @{ Type = 'Deployment'; Get = { Get-CfyDeployment saved }
            Use = { ($_ | Get-CfyExecution -WorkflowId install).DeploymentId }
        }
        @{ Type = 'DeploymentInput'; Get = { Get-CfyDeploymentInput saved }; Use = { ($_ | Get-CfyDeployment).Id } }
        @{ Type = 'DeploymentOutput'; Get = { Get-CfyDeploymentOutput saved }
            Use = { ($_ | Get-CfyDeployment).Id }
        }
        @{ Type = 'DeploymentCapability'; Get = { Get-CfyDeploymentCapability saved }
            Use = { ($_ | Get-CfyDeployment).Id }
        }
        @{ Type = 'Workflow'; Get = { Get-CfyWorkflow saved uninstall }
            Use = { ($_ | Start-CfyExecution -Wait).DeploymentId }
        }
        @{ Type = 'Execution'; Get = { Get-CfyExecution -DeploymentId saved -WorkflowId install }
            Use = { ($_ | Wait-CfyExecution).DeploymentId }
        }
        @{ Type = 'Node'; Get = { Get-CfyNode host -DeploymentId saved }
            Use = { ($_ | Get-CfyNodeInstance).DeploymentId }
        }
        @{ Type = 'NodeInstance'; Get = { Get-CfyNodeInstance -DeploymentId saved -NodeId host }
            Use = { ($_ | Set-CfyNodeInstance -State started).DeploymentId }
        }
        @{ Type = 'Event'; Get = { Get-CfyEvent -DeploymentId saved -EventType workflow_started -First 1 }
            Use = { ($_ | Get-CfyExecution).DeploymentId }
        }
        @{ Type = 'Plugin'; Get = { Get-CfyPlugin -First 1 }
            Use = { ($_ | Remove-CfyPlugin -PassThru).PackageName -replace '.+', 'saved' }
        }
        # The properties of a resource are its state: none of them is a change that the user asks for.
        @{ Type = 'Secret'; Get = { Get-CfySecret saved }; Use = { ($_ | Set-CfySecret -Value w).Key } }
        @{ Type = 'Snapshot'; Get = { Get-CfySnapshot saved }; Use = { ($_ | Remove-CfySnapshot -PassThru).Id } }
        @{ Type = 'Tenant'; Get = { Get-CfyTenant saved }
            Use = { ($_ | Add-CfyTenantUser -UserName saved).Name }
        }
        @{ Type = 'UserGroup'; Get = { Get-CfyUserGroup saved }
            Use = { ($_ | Add-CfyTenantUserGroup -TenantName saved).Name }
        }
        @{ Type = 'User'; Get = { Get-CfyUser saved }; Use = { ($_ | Disable-CfyUser -PassThru).UserName } }
        @{ Type = 'Token'; Get = { Get-CfyToken | Where-Object Description -EQ saved }
            Use = {
                $_ | Remove-CfyToken
                if ((Get-CfyToken).Description -notcontains 'saved') { 'saved' }
            }
        }
    ) {
        $copy = & $Get | Copy-Object

        $copy.PSObject.TypeNames[0] | Should -Be "Deserialized.CloudifyPS.$Type"
        $copy | ForEach-Object $Use | Select-Object -Unique | Should -Be 'saved'
    }

    It 'is looked for in its own tenant' {
        $null = New-CfyTenant elsewhere
        $null = New-CfySecret same -Value 1
        $copy = New-CfySecret same -Value 2 -Tenant elsewhere | Copy-Object

        $copy | Remove-CfySecret

        (Get-CfySecret -AllTenants same).TenantName | Should -Be 'default_tenant'
    }
}

Describe 'A piped resource with -Session on the command line' {
    It 'keeps what nobody asked to change' {
        $null = New-CfyUser piped (Get-TestPassword) -Role sys_admin
        $null = New-CfySecret piped -Value v -Visibility global

        Get-CfyUser piped | Add-CfyTenantUser -TenantName default_tenant -Session $manager.Session
        { Get-CfySecret piped | Set-CfySecret -Value w -Session $manager.Session -ErrorAction Stop } |
            Should -Not -Throw

        (Get-CfyTenant default_tenant -Detailed).Users | Where-Object Name -EQ piped | ForEach-Object Roles |
            Should -Be 'user'
    }
}
