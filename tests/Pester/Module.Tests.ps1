BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $manifestPath = Get-ModuleManifestPath
    $manifest = Import-PowerShellDataFile -Path $manifestPath
}

Describe 'The built module' {
    It 'has exactly the files of the committed list' {
        $folder = Split-Path $manifestPath
        $files = Get-ChildItem -LiteralPath $folder -Recurse -File |
            ForEach-Object { $_.FullName.Substring($folder.Length + 1).Replace('\', '/') }

        $expected = Get-Content -LiteralPath (Get-RepositoryPath 'tests/Pester/approved/module-files.txt')
        Compare-Object $expected $files | Out-String | Should -BeNullOrEmpty
    }

    It 'exports what its manifest lists' {
        $exported = (Get-Command -Module CloudifyPS -CommandType Cmdlet).Name | Sort-Object

        $exported | Should -Be ($manifest.CmdletsToExport | Sort-Object)
    }

    It 'has a valid manifest' {
        { Test-ModuleManifest -Path $manifestPath -ErrorAction Stop } | Should -Not -Throw
    }

    It 'has approved verbs only' {
        $approved = (Get-Verb).Verb

        Get-Command -Module CloudifyPS -CommandType Cmdlet |
            Where-Object { $approved -notcontains $_.Verb } |
            Should -BeNullOrEmpty
    }

    It 'has its public types where scripts can name them' {
        'CloudifyPS.Deployment' -as [type] | Should -Not -BeNullOrEmpty
        'CloudifyPS.CfyException' -as [type] | Should -Not -BeNullOrEmpty
    }
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

        It 'works in parallel runspaces that share a session' {
            $run = Invoke-PowerShellProcess -ArgumentList $manifestPath @'
                $session = Start-CfySimulator | Connect-CfyManager
                $manifest = $args[0]
                $secrets = 1..8 | ForEach-Object -ThrottleLimit 8 -Parallel {
                    Import-Module $using:manifest
                    $null = New-CfySecret -Key "key$_" -Value "value$_" -Session $using:session
                    Get-CfySecret "key$_" -Session $using:session
                }
                "$($secrets.Key | Sort-Object)"
'@

            $run.Error | Should -BeNullOrEmpty
            $run.Output | Should -Be 'key1 key2 key3 key4 key5 key6 key7 key8'
        }
    }
}
