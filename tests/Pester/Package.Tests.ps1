# On Windows, PSResourceGet keeps its repositories in the user's profile, wherever the environment points.
BeforeDiscovery {
    $canIsolate = $PSEdition -eq 'Core' -and $env:OS -ne 'Windows_NT'
}

Describe 'The package' -Skip:(-not $canIsolate) {
    BeforeAll {
        Import-Module "$PSScriptRoot/Support.psm1"

        # A user of their own: nothing that PSResourceGet writes leaves the test's folder.
        $userHome = New-Item -Path (Join-Path $TestDrive 'home') -ItemType Directory
        $user = @{
            HOME            = $userHome.FullName
            XDG_DATA_HOME   = Join-Path $userHome '.local/share'
            XDG_CONFIG_HOME = Join-Path $userHome '.config'
            XDG_CACHE_HOME  = Join-Path $userHome '.cache'
            PSModulePath    = ''
        }
        # .NET ignores a folder that does not exist, and then the working folder is written to.
        $null = New-Item -Path $user.XDG_DATA_HOME, $user.XDG_CONFIG_HOME, $user.XDG_CACHE_HOME -ItemType Directory
        $modules = Join-Path $user.XDG_DATA_HOME 'powershell/Modules/CloudifyPS'
        $module = Split-Path (Get-ModuleManifestPath)
        $version = Split-Path $module -Leaf

        # Runs a script as that user and returns its output.
        function Invoke-AsUser {
            param([string] $Script, [string[]] $ArgumentList)

            $run = Invoke-PowerShellProcess "`$ErrorActionPreference = 'Stop'`n$Script" `
                -ArgumentList $ArgumentList -Environment $user -WithoutModule
            $run.Error | Should -BeNullOrEmpty
            $run.ExitCode | Should -Be 0
            $run.Output
        }

        # The same module once more, as a later version.
        $later = Join-Path $TestDrive '99.0.0'
        Copy-Item -LiteralPath $module -Destination $later -Recurse
        $manifest = Join-Path $later 'CloudifyPS.psd1'
        $text = [System.IO.File]::ReadAllText($manifest) -replace '(?m)^(\s*ModuleVersion\s*=).*$', "`$1 '99.0.0'"
        [System.IO.File]::WriteAllText($manifest, $text)

        $repository = New-Item -Path (Join-Path $TestDrive 'repository') -ItemType Directory
        Invoke-AsUser -ArgumentList $repository, $module, $later @'
            Register-PSResourceRepository -Name Local -Uri $args[0] -Trusted
            Publish-PSResource -Path $args[1] -Repository Local
            Publish-PSResource -Path $args[2] -Repository Local
            Find-PSResource CloudifyPS -Repository Local -Version * | Install-PSResource
'@
    }

    It 'is published under its version' {
        (Get-ChildItem $repository).Name | Should -Be "CloudifyPS.$version.nupkg", 'CloudifyPS.99.0.0.nupkg'
    }

    It 'installs exactly the files of the committed list' {
        $folder = Join-Path $modules $version
        $files = Get-ChildItem -LiteralPath $folder -Recurse -File |
            ForEach-Object { $_.FullName.Substring($folder.Length + 1) } |
            Where-Object { $_ -ne 'PSGetModuleInfo.xml' }

        $expected = Get-Content -LiteralPath (Get-RepositoryPath 'tests/Pester/approved/module-files.txt')
        Compare-Object $expected $files | Out-String | Should -BeNullOrEmpty
    }

    It 'is installed beside another version, and a session imports the one that it asks for' {
        (Get-ChildItem -LiteralPath $modules).Name | Sort-Object | Should -Be $version, '99.0.0'

        foreach ($requested in $version, '99.0.0') {
            Invoke-AsUser -ArgumentList $requested @'
                Import-Module CloudifyPS -RequiredVersion $args[0]
                (Get-Command Get-CfyBlueprint).ImplementingType.Assembly.Location
'@ | Should -BeLike "$modules/$requested/*"
        }
    }

    It 'is found by its commands, in its latest version' {
        Invoke-AsUser '$null = Start-CfySimulator; "$((Get-Module CloudifyPS).Version)"' | Should -Be '99.0.0'
    }

    It 'runs the quick start when it has been saved to a folder' {
        $saved = New-Item -Path (Join-Path $TestDrive 'saved') -ItemType Directory

        $quickStart = Get-RepositoryPath 'docs/examples/quick-start.ps1'
        $output = Invoke-AsUser -ArgumentList $saved, $version, $quickStart @'
            Save-PSResource CloudifyPS -Repository Local -Version $args[1] -Path $args[0]
            Import-Module "$($args[0])/CloudifyPS"
            (Get-Module CloudifyPS).ModuleBase
            & $args[2] -ApplicationHosts 3
'@

        $lines = $output -split "`n"
        $lines[0] | Should -Be "$saved/CloudifyPS/$version"
        $output | Should -Match 'https://shop\.example\.com:443'
        [regex]::Matches($output, '(?m)^application_host_\w+ .*\bstarted\b').Count | Should -Be 3
        $lines[-1] | Should -Be 'Everything is as it was.'
    }
}
