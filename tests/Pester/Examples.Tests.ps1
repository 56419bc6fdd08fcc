BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    $quickStart = Get-RepositoryPath 'docs/examples/quick-start.ps1'
    $deploy = Get-RepositoryPath 'docs/examples/deploy.ps1'

    # Returns the commands and parameters of a script that do not exist.
    function Get-UnknownCommand {
        param([string] $Script, [string] $Pattern = '*')

        $ast = [System.Management.Automation.Language.Parser]::ParseInput($Script, [ref] $null, [ref] $null)
        $functions = $ast.FindAll({ $args[0].GetType().Name -eq 'FunctionDefinitionAst' }, $true).Name
        foreach ($call in $ast.FindAll({ $args[0].GetType().Name -eq 'CommandAst' }, $true)) {
            $name = $call.GetCommandName()
            if (-not $name -or $name -notlike $Pattern -or $functions -contains $name) {
                continue
            }

            $command = Get-Command -Name $name -ErrorAction Ignore
            if (-not $command) {
                $name
                continue
            }

            foreach ($element in $call.CommandElements) {
                if ($element.GetType().Name -eq 'CommandParameterAst') {
                    try {
                        $null = $command.ResolveParameter($element.ParameterName)
                    }
                    catch {
                        "$name -$($element.ParameterName)"
                    }
                }
            }
        }
    }
}

Describe 'README.md and the guides' {
    It '<_> names only cmdlets and parameters that exist' -ForEach @(
        'README.md', 'docs/guides/connecting.md', 'docs/guides/automation.md', 'docs/guides/contributing.md'
    ) {
        $text = Get-Content -LiteralPath (Get-RepositoryPath $_) -Raw
        $blocks = [regex]::Matches($text, '(?s)```powershell\r?\n(.*?)```') | ForEach-Object { $_.Groups[1].Value }
        $words = [regex]::Matches($text, '(?<!`)`([^`\n]+)`(?!`)') | ForEach-Object { $_.Groups[1].Value }

        Get-UnknownCommand ((@($blocks) + $words) -join "`n") -Pattern '*-Cfy*' | Should -BeNullOrEmpty
    }
}

Describe 'The links' {
    It 'of <_> lead to files' -ForEach @(
        'README.md', 'docs/guides/connecting.md', 'docs/guides/automation.md', 'docs/guides/contributing.md'
    ) {
        $path = Get-RepositoryPath $_
        $links = [regex]::Matches((Get-Content -LiteralPath $path -Raw), '\]\(((?!https:)[^)]+)\)')
        $links | ForEach-Object { Join-Path (Split-Path $path) $_.Groups[1].Value } |
            Where-Object { -not (Test-Path -LiteralPath $_) } | Should -BeNullOrEmpty
    }
}

Describe 'docs/examples' {
    It '<_> uses only commands and parameters that exist' -ForEach 'quick-start.ps1', 'deploy.ps1' {
        Get-UnknownCommand (Get-Content -LiteralPath (Get-RepositoryPath "docs/examples/$_") -Raw) |
            Should -BeNullOrEmpty
    }

    # Elsewhere, Package.Tests.ps1 runs it with the installed package.
    It 'runs the quick start to its end' -Skip:($env:OS -ne 'Windows_NT') {
        $run = Invoke-PowerShellProcess "& '$quickStart' -ApplicationHosts 3"

        $run.Error | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match 'https://shop\.example\.com:443'
        [regex]::Matches($run.Output, '(?m)^application_host_\w+ .*\bstarted\b').Count | Should -Be 3
        ($run.Output -split "`n")[-1] | Should -Be 'Everything is as it was.'
    }

    It 'hands the outputs of the deploy script to the pipeline' {
        $run = Invoke-PowerShellProcess "& '$deploy' -Simulate"

        $run.Error | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output -split "`n" |
            Should -Contain '##vso[task.setvariable variable=url;isOutput=true]https://shop.example.com:443'
    }

    It 'fails the deploy script when it cannot deploy' {
        $run = Invoke-PowerShellProcess "& '$deploy' -Simulate -Path '$PSScriptRoot/no-such-blueprint'"

        $run.Error | Should -Match 'no-such-blueprint'
        $run.ExitCode | Should -Be 1
    }
}

Describe 'The exit code of a script' {
    It 'is 1 after an error under $ErrorActionPreference Stop, and the error output has the reason' {
        $run = Invoke-PowerShellProcess @'
            $ErrorActionPreference = 'Stop'
            $null = Start-CfySimulator -Speed 0 | Connect-CfyManager
            'before'
            Get-CfyDeployment nowhere
            'after'
'@

        $run.Output | Should -Be 'before'
        $run.Error | Should -Match 'nowhere.* was not found'
        $run.ExitCode | Should -Be 1
    }

    It 'is 0 when a script continues after an error' {
        $run = Invoke-PowerShellProcess @'
            $null = Start-CfySimulator -Speed 0 | Connect-CfyManager
            Get-CfyDeployment nowhere
            'after'
'@

        $run.Output | Should -Be 'after'
        $run.Error | Should -Match 'nowhere.* was not found'
        $run.ExitCode | Should -Be 0
    }

    It 'is the one that the script sets' {
        (Invoke-PowerShellProcess 'exit ([version] (Start-CfySimulator).Version).Major').ExitCode | Should -Be 7
    }
}
