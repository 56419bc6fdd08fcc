Describe 'build.ps1' {
    BeforeAll {
        Import-Module "$PSScriptRoot/Support.psm1"

        function Invoke-Build {
            param([string[]] $ArgumentList, [System.Collections.IDictionary] $Environment = @{})

            $command = @(Get-PowerShellCommand) + @('-File', (Get-RepositoryPath 'build.ps1')) + $ArgumentList
            Invoke-Process -FilePath $command[0] -ArgumentList $command[1..$command.Count] -Environment $Environment
        }
    }

    It 'names a task that does not exist, and runs none of the others' {
        $run = Invoke-Build '-Task', 'Install, Deploy,Package'

        $run.ExitCode | Should -Be 1
        $run.Output | Should -BeNullOrEmpty
        $run.Error | Should -Match "There is no task 'Deploy'\."
    }

    It 'packages and installs the module' -Skip:($PSEdition -ne 'Core' -or $env:OS -eq 'Windows_NT') {
        $data = (New-Item -Path (Join-Path $TestDrive 'data') -ItemType Directory).FullName
        $run = Invoke-Build '-Task', 'Package,Install' -Environment @{ XDG_DATA_HOME = $data }

        $run.Error | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $version = Split-Path (Split-Path (Get-ModuleManifestPath)) -Leaf
        Get-RepositoryPath "out/packages/CloudifyPS.$version.nupkg" | Should -Exist
        "$data/powershell/Modules/CloudifyPS/$version/CloudifyPS.psd1" | Should -Exist
        "$data/PSResourceGet" | Should -Not -Exist
        ($run.Output -split "`n")[-1] | Should -Be "Installed: $data/powershell/Modules/CloudifyPS/$version"
    }
}
