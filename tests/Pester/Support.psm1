# Shared by the tests: imports the built module by its path, and helps with simulators, child processes, formatted
# output and completion. Each test file imports it in its first BeforeAll block:
#
#   BeforeAll {
#       Import-Module "$PSScriptRoot/Support.psm1"
#       $manager = Connect-TestManager
#   }
#   AfterAll { Disconnect-TestManager $manager }

$repository = Split-Path (Split-Path $PSScriptRoot)
$version = (Import-PowerShellDataFile -Path (Join-Path $repository 'CloudifyPS.psd1')).ModuleVersion
$moduleManifest = [System.IO.Path]::Combine($repository, 'out', 'CloudifyPS', $version, 'CloudifyPS.psd1')
if (-not (Test-Path -LiteralPath $moduleManifest)) {
    throw "There is no module to test. Run ./build.ps1 -Task Build first."
}

Import-Module $moduleManifest -Global

# Returns the full path of a file or folder of the repository: Get-RepositoryPath docs/examples.
function Get-RepositoryPath {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Path)

    Join-Path $repository $Path
}

# Returns the path of the built module's manifest.
function Get-ModuleManifestPath {
    [CmdletBinding()]
    param()

    $moduleManifest
}

# Returns a property of the test project, such as the path of a package that it downloads.
function Get-TestProjectProperty {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Name)

    dotnet msbuild (Join-Path $repository 'tests/CloudifyPS.Tests') "-getProperty:$Name" -nologo
}

# Starts a simulator and connects to it. The session becomes the default session.
function Connect-TestManager {
    [CmdletBinding()]
    param(
        [string] $Version = '7.0.5',
        [double] $Speed = 0,
        [string[]] $FailOperation = @(),
        [switch] $Community
    )

    $options = @{ Version = $Version; Speed = $Speed; Community = $Community }
    if ($FailOperation) {
        $options.FailOperation = $FailOperation
    }

    $simulator = Start-CfySimulator @options
    [pscustomobject] @{
        Simulator = $simulator
        Session   = $simulator | Connect-CfyManager
    }
}

function Disconnect-TestManager {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Manager)

    $Manager.Session | Disconnect-CfyManager
    $Manager.Simulator | Stop-CfySimulator
}

# Returns what the manager holds, as text.
function Get-ManagerState {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] $Manager,
        [string[]] $Path = @('blueprints', 'deployments', 'executions', 'node-instances', 'plugins', 'secrets',
            'snapshots', 'tenants', 'tokens', 'user-groups', 'users')
    )

    $credential = $Manager.Simulator.Credential.GetNetworkCredential()
    $basic = [System.Text.Encoding]::UTF8.GetBytes("$($credential.UserName):$($credential.Password)")
    $client = New-Object System.Net.WebClient
    try {
        foreach ($one in $Path) {
            $client.Headers['Authorization'] = 'Basic ' + [System.Convert]::ToBase64String($basic)
            $client.Headers['Tenant'] = 'default_tenant'
            $address = "$($Manager.Simulator.Manager)".TrimEnd('/') + "/api/v3.1/$one"
            # Every request of a user changes when that user was last seen.
            $client.DownloadString("${address}?_all_tenants=true&_get_data=true&_size=1000&_offset=0") `
                -replace '"last_login_at":"[^"]*"' -replace '"last_used":"[^"]*"'
        }
    }
    finally {
        $client.Dispose()
    }
}

# Runs a script, and fails when the manager holds something else afterwards.
function Assert-NothingChanged {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] $Manager,
        [Parameter(Mandatory, Position = 1)] [scriptblock] $Script,
        [string[]] $Path
    )

    $null = $PSBoundParameters.Remove('Script')
    $before = Get-ManagerState @PSBoundParameters
    $null = & $Script
    Get-ManagerState @PSBoundParameters | Should -BeExactly $before
}

# Runs a script and returns its errors, whether they ended it or not.
function Get-Failure {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [scriptblock] $Script)

    try {
        & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
    }
    catch {
        $_
    }
}

# Runs a script and returns the first word of the identifier of each of its errors.
function Get-ErrorId {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [scriptblock] $Script)

    Get-Failure $Script | ForEach-Object { $_.FullyQualifiedErrorId.Split(',')[0] }
}

# Returns the path of an archive of the recordings: a blueprint, a plugin, or one that a manager refuses.
function Get-Archive {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Name)

    Get-RepositoryPath "tests/CloudifyPS.Tests/Recordings/archives/$Name"
}

# Publishes the smallest blueprint of the recordings and returns it. Its nodes are 'host' and 'app'.
function Publish-SmallBlueprint {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Id, [CloudifyPS.CfySession] $Session)

    Publish-CfyBlueprint -LiteralPath (Get-Archive bp1.zip) @PSBoundParameters
}

# Publishes the smallest blueprint under the same id and returns a deployment of it.
function New-SmallDeployment {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Id, [CloudifyPS.CfySession] $Session)

    Publish-SmallBlueprint @PSBoundParameters | New-CfyDeployment -Id $Id
}

# Returns the password of the users that the tests create.
function Get-TestPassword {
    [CmdletBinding()]
    param()

    (New-Object System.Net.NetworkCredential '', 'correct horse').SecurePassword
}

# Publishes the blueprint of docs/examples and returns it.
function Publish-SampleBlueprint {
    [CmdletBinding()]
    param([string] $Id = 'sample')

    Publish-CfyBlueprint -Path (Get-RepositoryPath 'docs/examples/blueprints/three-tier') -Id $Id
}

# Publishes the blueprint of docs/examples under the same id and returns a deployment of it.
function New-SampleDeployment {
    [CmdletBinding()]
    param([string] $Id = 'sample', [System.Collections.IDictionary] $Inputs = @{ host_name = 'shop.example.com' })

    Publish-SampleBlueprint -Id $Id | New-CfyDeployment -Id $Id -Inputs $Inputs
}

# Windows PowerShell takes one string of arguments only.
function Join-Argument {
    param([string[]] $Arguments)

    # A backslash is doubled where it precedes a quote.
    $quoted = $Arguments | ForEach-Object { '"' + ($_ -replace '(\\*)"', '$1$1\"' -replace '(\\+)$', '$1$1') + '"' }
    $quoted -join ' '
}

# Runs a program to its end and returns its exit code, output and error output as text.
function Invoke-Process {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $FilePath,
        [string[]] $ArgumentList = @(),
        [System.Collections.IDictionary] $Environment = @{},
        [string] $WorkingDirectory = $repository
    )

    $start = New-Object System.Diagnostics.ProcessStartInfo $FilePath, (Join-Argument $ArgumentList)
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.WorkingDirectory = $WorkingDirectory
    $start.EnvironmentVariables['NO_COLOR'] = '1'
    foreach ($name in $Environment.Keys) {
        $start.EnvironmentVariables[$name] = $Environment[$name]
    }

    $process = [System.Diagnostics.Process]::Start($start)
    try {
        $process.StandardInput.Close()
        $errorOutput = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject] @{
            ExitCode = $process.ExitCode
            Output   = $output.Replace("`r`n", "`n").TrimEnd()
            Error    = $errorOutput.Result.Replace("`r`n", "`n").TrimEnd()
        }
    }
    finally {
        $process.Dispose()
    }
}

# Returns the command line that starts the PowerShell of these tests. Installed as a .NET tool, it is a dll.
function Get-PowerShellCommand {
    [CmdletBinding()]
    param()

    (Get-Process -Id $PID).Path
    if ((Get-Process -Id $PID).Name -eq 'dotnet') {
        Join-Path $PSHOME 'pwsh.dll'
    }

    '-NoProfile'
    '-NonInteractive'
    if ($env:OS -eq 'Windows_NT') {
        '-ExecutionPolicy'
        'Bypass'
    }
}

# Runs a script in a PowerShell process of its own, with the built module imported, and returns its exit code, output
# and error output. The script finds the arguments in $args. -Launcher is a program that starts the process, with its
# arguments.
function Invoke-PowerShellProcess {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Script,
        [string[]] $ArgumentList = @(),
        [System.Collections.IDictionary] $Environment = @{},
        [string[]] $Launcher = @(),
        [switch] $WithoutModule
    )

    $path = Join-Path ([System.IO.Path]::GetTempPath()) "CloudifyPS $([guid]::NewGuid()).ps1"
    if (-not $WithoutModule) {
        $Script = "Import-Module '$($moduleManifest.Replace("'", "''"))'`n$Script"
    }

    [System.IO.File]::WriteAllText($path, $Script)
    try {
        $command = $Launcher + @(Get-PowerShellCommand) + @('-File', $path) + $ArgumentList
        Invoke-Process -FilePath $command[0] -ArgumentList $command[1..$command.Count] -Environment $Environment
    }
    finally {
        Remove-Item -LiteralPath $path
    }
}

# Answers every request with the same JSON, and keeps the first line of each request.
function Start-CannedServer {
    [CmdletBinding()]
    param([Parameter(Mandatory)] [string] $Body)

    $listener = New-Object System.Net.Sockets.TcpListener ([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $requests = [System.Collections.ArrayList]::Synchronized((New-Object System.Collections.ArrayList))
    $answer = "HTTP/1.1 200 OK`r`nContent-Type: application/json`r`nContent-Length: $($Body.Length)`r`n" +
        "Connection: close`r`n`r`n$Body"
    $thread = [powershell]::Create().AddScript({
            param($listener, $requests, $answer)

            while ($true) {
                $client = $listener.AcceptTcpClient()
                $reader = New-Object System.IO.StreamReader $client.GetStream()
                $null = $requests.Add($reader.ReadLine())
                while ($reader.ReadLine()) { }

                $bytes = [System.Text.Encoding]::ASCII.GetBytes($answer)
                $client.GetStream().Write($bytes, 0, $bytes.Length)
                $client.Close()
            }
        }).AddArgument($listener).AddArgument($requests).AddArgument($answer)
    $null = $thread.BeginInvoke()

    [pscustomobject] @{
        Address  = "http://$($listener.LocalEndpoint)"
        Requests = $requests
        Listener = $listener
        Thread   = $thread
    }
}

function Stop-CannedServer {
    [CmdletBinding()]
    param([Parameter(Mandatory)] $Server)

    $Server.Listener.Stop()
    $Server.Thread.Dispose()
}

# Formats objects as a console of that width shows them, without colours and trailing spaces.
function Format-Output {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, ValueFromPipeline)] $InputObject,
        [Parameter(Mandatory)] [int] $Width
    )

    begin {
        $objects = New-Object System.Collections.ArrayList
    }
    process {
        $null = $objects.Add($InputObject)
    }
    end {
        $lines = $objects | Out-String -Width $Width -Stream |
            ForEach-Object { ($_ -replace '\x1b\[[0-9;]*m').TrimEnd() }
        ($lines -join "`n").Trim("`n")
    }
}

# Replaces what differs from run to run, with text of the same length: the random ends of the manager's node instance
# ids, other ids, times.
function Hide-ChangingValue {
    [CmdletBinding()]
    param([Parameter(Mandatory, ValueFromPipeline)] [string] $Text)

    process {
        foreach ($id in (Get-CfyNodeInstance).Id) {
            $Text = $Text.Replace($id, ($id -replace '[^_]+$', 'xxxxxx'))
        }

        $Text -replace '[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}', '00000000-0000-0000-0000-000000000000' `
            -replace '\b\d{4}-\d\d-\d\d', '0000-00-00' `
            -replace '\b\d\d:\d\d:\d\d\b', '00:00:00' `
            -replace '(?<=00:00:00)\.\d{3}', '.000'
    }
}

# Compares text with tests/Pester/approved/<Name>.txt. With the environment variable CLOUDIFYPS_APPROVE=1, the file is
# written instead: review the difference before you commit it.
function Assert-Approved {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory)] [string] $Name,
        [Parameter(Mandatory, ValueFromPipeline)] [string] $Text
    )

    process {
        $path = [System.IO.Path]::Combine($PSScriptRoot, 'approved', "$Name.txt")
        if ($env:CLOUDIFYPS_APPROVE -eq '1') {
            [System.IO.File]::WriteAllText($path, "$Text`n")
            return
        }

        $path | Should -Exist
        $Text | Should -BeExactly ([System.IO.File]::ReadAllText($path).Replace("`r`n", "`n").TrimEnd("`n"))
    }
}

Export-ModuleMember -Function *-*
