BeforeDiscovery {
    Import-Module "$PSScriptRoot/HelpExamples.psm1"
    $pages = Get-ChildItem -Path "$PSScriptRoot/../../docs/en-US" -Filter *-*.md
    $examples = $pages | ForEach-Object { Get-HelpExample $_ }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
    Import-Module "$PSScriptRoot/HelpExamples.psm1"
    $pageFolder = Get-RepositoryPath docs/en-US
    $helpFolder = Get-RepositoryPath src/module/en-US
    $updateHelp = Get-RepositoryPath docs/Update-Help.ps1
    $toUpdate = 'the file must be generated with ./build.ps1 -Task Docs'

    function Get-Text {
        param([string] $Path)

        [System.IO.File]::ReadAllText($Path).Replace("`r`n", "`n")
    }
}

Describe 'The help files in src/module/en-US' {
    It 'have the about topic that is generated from docs/en-US' {
        & $updateHelp -OutputFolder $TestDrive -AboutOnly

        Get-Text "$TestDrive/about_CloudifyPS.help.txt" |
            Should -BeExactly (Get-Text "$helpFolder/about_CloudifyPS.help.txt") -Because $toUpdate
    }

    It 'have the cmdlet help that Microsoft.PowerShell.PlatyPS generates from docs/en-US' {
        if (-not (Get-Module -Name Microsoft.PowerShell.PlatyPS -ListAvailable | Where-Object Version -ge '1.0')) {
            Set-ItResult -Skipped -Because 'Microsoft.PowerShell.PlatyPS 1.0 or later is not installed'
        }

        # PlatyPS loads assemblies of which this process may have other versions.
        $result = Invoke-PowerShellProcess "& '$updateHelp' -OutputFolder '$TestDrive'" -WithoutModule

        $result.Error | Should -BeNullOrEmpty
        $expected = Get-Text "$TestDrive/CloudifyPS.Commands.dll-Help.xml"
        $isSame = $expected -ceq (Get-Text "$helpFolder/CloudifyPS.Commands.dll-Help.xml")
        $isSame | Should -BeTrue -Because $toUpdate
    }
}

Describe 'Get-Help' {
    It 'displays the about topic' {
        Get-Help -Name about_CloudifyPS | Should -BeLike '*Start-CfySimulator | Connect-CfyManager*'
    }

    It 'displays the page of <_.BaseName>' -ForEach $pages {
        $help = Get-Help -Name $_.BaseName -Full

        $help.Synopsis | Should -Match '^[A-Z].*\.$'
        $help.description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).code | Should -BeExactly @(Get-HelpExample $_).Code
        $help.parameters.parameter | ForEach-Object { $_.description.Text | Should -Not -BeNullOrEmpty }
    }
}

# With the environment variable CLOUDIFYPS_APPROVE=1, output that differs is written into the pages instead: review the
# difference and run ./build.ps1 -Task Docs before you commit it.
Describe 'The examples of the help pages' -Skip:($PSVersionTable.PSVersion.Major -lt 7) {
    BeforeAll {
        $results = @{}
        foreach ($example in Invoke-HelpPage (Get-ChildItem -Path $pageFolder -Filter *-*.md)) {
            $results["$($example.Name) $($example.Title)"] = $example
        }
    }

    It 'run and display what the page shows: <_.Name>, <_.Title>' -ForEach $examples {
        $result = $results["$($_.Name) $($_.Title)"]
        if ($result.NeedsHost) {
            Set-ItResult -Skipped -Because 'the manager would download the file from a host that does not exist'
        }

        $result.Failed | Should -BeNullOrEmpty
        if ($null -eq $_.Output) {
            return
        }

        $isSame = (Get-ComparableOutput $result.Actual) -ceq (Get-ComparableOutput $_.Output)
        if (-not $isSame -and $env:CLOUDIFYPS_APPROVE -eq '1') {
            Edit-HelpPage -Page "$pageFolder/$($_.Name).md" -Example $result
        }
        elseif (-not $isSame) {
            $result.Actual | Should -BeExactly $_.Output -Because 'the page shows the output of the example'
        }
    }
}
