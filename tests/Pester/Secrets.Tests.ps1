BeforeAll {
    . (Join-Path $PSScriptRoot 'Import-BuiltModule.ps1')

    $simulator = Start-CfySimulator -Speed 0
    $session = $simulator | Connect-CfyManager
}

AfterAll {
    $session | Disconnect-CfyManager
    $simulator | Stop-CfySimulator
}

Describe 'A transcript' {
    It 'shows what was done, and no secret' {
        $canary = 'canary-5f1d7c'
        # Built from characters: a transcript has whatever is typed as text.
        $password = [securestring]::new()
        $canary.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
        $credential = [pscredential]::new('admin', $password)
        $transcript = Join-Path $TestDrive 'transcript.txt'

        $null = Start-Transcript -Path $transcript
        try {
            New-CfySecret -Key transcribed -Value $password -Verbose -Debug | Format-List * | Out-Host
            Get-CfySecret -Key transcribed -Verbose -Debug | Format-List * | Out-Host
            New-CfyUser -Username transcribed -Password $password -Verbose -Debug | Format-List * | Out-Host
            Connect-CfyManager $simulator.Address -Credential $credential -Verbose -Debug -ErrorAction SilentlyContinue
            $Error | Select-Object -First 1 | Format-List * -Force | Out-Host
        }
        finally {
            $null = Stop-Transcript
        }

        $text = Get-Content -LiteralPath $transcript -Raw
        $text | Should -Match 'transcribed'
        $text | Should -Match 'PUT .*secrets/transcribed'
        $text | Should -Not -Match $canary
        (Get-CfySecret -Key transcribed -AsPlainText).Value | Should -Be $canary
    }
}
