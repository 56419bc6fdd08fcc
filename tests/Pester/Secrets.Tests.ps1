BeforeAll {
    Import-Module "$PSScriptRoot/Support.psm1"
}

Describe 'A transcript' {
    It 'shows what was done, and no secret' {
        $canary = 'canary-5f1d7c'
        $transcript = Join-Path $TestDrive 'transcript.txt'

        # The secret is an argument: a transcript contains the text of the script.
        $run = Invoke-PowerShellProcess -ArgumentList $transcript, $canary @'
            $simulator = Start-CfySimulator -Speed 0
            $null = $simulator | Connect-CfyManager
            $password = [System.Net.NetworkCredential]::new('', $args[1]).SecurePassword
            $credential = [pscredential]::new('admin', $password)

            $null = Start-Transcript -Path $args[0]
            New-CfySecret -Key transcribed -Value $password -Verbose -Debug | Format-List * | Out-Host
            Get-CfySecret -Key transcribed -Verbose -Debug | Format-List * | Out-Host
            New-CfyUser -Username transcribed -Password $password -Verbose -Debug | Format-List * | Out-Host
            Connect-CfyManager $simulator.Manager -Credential $credential -Verbose -Debug -ErrorAction SilentlyContinue
            $Error[0] | Format-List * -Force | Out-Host
            $null = Stop-Transcript

            if ((Get-CfySecret -Key transcribed -AsPlainText).Value -ne $args[1]) { throw 'The secret was not stored.' }
'@

        $run.ExitCode | Should -Be 0
        $run.Error | Should -Not -Match $canary
        $text = Get-Content -LiteralPath $transcript -Raw
        $text | Should -Match 'PUT .*secrets/transcribed'
        $text | Should -Match 'Unauthorized'
        # The header of a transcript contains the command line of the process.
        ($text -replace '(?m)^Host Application:.*$') | Should -Not -Match $canary
    }
}
