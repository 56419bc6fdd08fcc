# Runs the examples of the help pages on the simulator, for Help.Tests.ps1. Requires PowerShell 7 and the built module.

function Get-HelpExample {
    param([System.IO.FileInfo] $Page)

    $text = [System.IO.File]::ReadAllText($Page.FullName).Replace("`r`n", "`n")
    $pattern = '(?s)### Example \d+: (?<title>[^\n]+)\n\n```powershell\n(?<code>.*?)\n```\n\n' +
        '(?:```Output\n(?<output>.*?)\n?```\n)?'
    foreach ($match in [regex]::Matches($text, $pattern)) {
        [pscustomobject] @{
            Name      = $Page.BaseName
            Title     = $match.Groups['title'].Value
            Code      = $match.Groups['code'].Value
            Output    = if ($match.Groups['output'].Success) { $match.Groups['output'].Value }
            Actual    = $null
            Failed    = $null
            # The manager would have to download a file from a host that does not exist.
            NeedsHost = $match.Groups['code'].Value -match '-Uri https'
        }
    }
}

# The smallest wagon that the simulator accepts.
function Export-HelpWagon {
    param([string] $Path, [string] $PackageName)

    $content = New-Item -ItemType Directory -Path "$Path-content/wagon"
    @{ package_name = $PackageName; package_version = '2.3.0'; supported_platform = 'any' } |
        ConvertTo-Json | Set-Content -Path "$content/package.json"
    Compress-Archive -Path $content -DestinationPath "$Path.zip"
    Move-Item -Path "$Path.zip" -Destination $Path
    Remove-Item -Path "$Path-content" -Recurse
}

# The folder in which the examples run, with the files that they use.
function Initialize-HelpFolder {
    param([string] $Path)

    $null = New-Item -ItemType Directory -Path $Path, "$Path/blueprints", "$Path/backup", "$Path/plugins"
    $repository = Split-Path (Split-Path $PSScriptRoot)
    Copy-Item -LiteralPath "$repository/docs/examples/blueprints/three-tier" -Destination $Path -Recurse
    'web-1', 'web-2' | ForEach-Object { Compress-Archive "$Path/three-tier" -DestinationPath "$Path/blueprints/$_.zip" }
    Set-Content -Path "$Path/inputs.json" -Value '{ "host_name": "news.example.com", "port": 8443 }'
    $null = New-Item -ItemType Directory -Path "$Path/broken"
    Set-Content -Path "$Path/broken/blueprint.yaml" -Value @(
        'tosca_definitions_version: cloudify_dsl_1_4'
        'imports: [cloudify/types/types.yaml]'
        'node_templates:'
        '  host:'
        '    type: cloudify.nodes.Root'
        '    properties: {size: 1}')
    Set-Content -Path "$Path/common.yaml" `
        -Value 'host_name: intranet.example.com', 'database: {name: intranet, size: 20}'
    Set-Content -Path "$Path/production.yaml" -Value '# Production', 'environment: production'
    Set-Content -Path "$Path/managers.csv" -Value 'Name,HostIp', 'manager4,10.0.0.4', 'manager5,10.0.0.5'
    Set-Content -Path "$Path/secrets.csv" -Value 'Key,Value', 'smtp_password,s3cret', 'db_password,s3cret'
    Set-Content -Path "$Path/users.csv" -Value 'UserName,Password', 'frank,s3cret', 'grace,s3cret'
    Set-Content -Path "$Path/agent.pem" -Value 'key'
    Set-Content -Path "$Path/plugin.yaml" -Value 'plugins: {}'
    Export-HelpWagon -Path "$Path/cloudify_aws_plugin.wgn" -PackageName cloudify-aws-plugin
    Export-HelpWagon -Path "$Path/cloudify_openstack_plugin.wgn" -PackageName cloudify-openstack-plugin
    $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
        'CN=Example', [System.Security.Cryptography.ECDsa]::Create(), 'SHA256')
    $certificate = $request.CreateSelfSigned([datetime]::UtcNow, [datetime]::UtcNow.AddDays(1))
    Set-Content -Path "$Path/ca.pem" -Value $certificate.ExportCertificatePem()
}

# Creates the objects that the examples use.
function Initialize-HelpManager {
    $null = Publish-CfyBlueprint -Path ./three-tier
    $null = Publish-CfyBlueprint -Path ./three-tier -Id test-web
    foreach ($name in 'shop', 'blog') {
        $null = New-CfyDeployment -Id $name -BlueprintId three-tier -Inputs @{ host_name = "$name.example.com" }
    }

    $null = Start-CfyExecution -WorkflowId install -DeploymentId shop -Wait
    'db_password', 'db_region' | ForEach-Object { $null = New-CfySecret -Key $_ -Value s3cret }
    $null = New-CfySnapshot -Id nightly -Wait
    $null = Publish-CfyPlugin -Path ./cloudify_aws_plugin.wgn
    foreach ($name in 'alice', 'bob', 'carol', 'dave', 'erin', 'ops-anna') {
        $null = New-CfyUser -UserName $name -Password s3cret
    }

    'operators', 'auditors', 'developers', 'testers' | ForEach-Object { $null = New-CfyUserGroup -Name $_ }
    $null = New-CfyTenant -Name staging, test-1
    $null = Add-CfyUserGroupMember -GroupName operators -UserName bob
    $null = Add-CfyTenantUser -UserName bob -TenantName staging
    $null = Add-CfyTenantUser -UserName alice -TenantName test-1
    $null = Add-CfyTenantUserGroup -GroupName operators -TenantName staging
    $null = Add-CfyTenantUserGroup -GroupName auditors -TenantName test-1
    $null = Disable-CfyUser -UserName erin
    $null = New-CfyToken -Description 'nightly pipeline'
}

# The examples connect to hosts that do not exist and prompt for passwords: both are replaced.
function ConvertTo-HelpScript {
    param([string] $Code)

    $Code = $Code -replace '-Manager 10\.0\.0\.3', '-Manager $joining' `
        -replace '-Manager (?!\$)\S+', '-Manager $address' -replace "'manager\d?\.example\.com'", '$address' `
        -replace '-Credential admin', '-Credential $credential' `
        -replace '-Credential heidi', '-Credential $heidi' -replace 'Read-Host [^)]+', '$password'
    [scriptblock]::Create($Code)
}

# Runs examples on one simulator, in the current folder, and sets what they display in 80 columns, or their error.
function Invoke-HelpExample {
    param([object[]] $Example)

    $ErrorActionPreference = 'Stop'
    $ConfirmPreference = 'None'
    $isCluster = $Example[0].Name -like '*-CfyCluster*'
    $version = if ($isCluster) { '4.6.0' } else { '7.0.5' }
    $password = [System.Net.NetworkCredential]::new('', 's3cret').SecurePassword
    $heidi = [pscredential]::new('heidi', $password)

    $environment = Get-ChildItem -Path Env:
    $rendering = $PSStyle.OutputRendering
    $PSStyle.OutputRendering = 'PlainText'
    try {
        if ($isCluster) {
            $joining = (Start-CfySimulator -Speed 0 -Version $version).Manager
            $other = Start-CfySimulator -Speed 0 -Version $version | Connect-CfyManager
        }

        $simulator = Start-CfySimulator -Speed 0 -Version $version
        $address, $credential = $simulator.Manager, $simulator.Credential
        $null = $simulator | Connect-CfyManager
        if (-not $isCluster) {
            Initialize-HelpManager
            $env:SECRET_TOKEN = (New-CfyToken -AsPlainText).Value
        }
        elseif ($Example[0].Name -ne 'Start-CfyCluster') {
            $null = Start-CfyCluster -HostIp 10.0.0.1 -NodeName manager1
            $null = Add-CfyClusterNode -Name manager2 -HostIp 10.0.0.2
        }

        foreach ($one in $Example | Where-Object NeedsHost -eq $false) {
            try {
                $text = . (ConvertTo-HelpScript $one.Code) | Out-String -Width 80
                $one.Actual = ($text -split '\r?\n' | ForEach-Object { $_.TrimEnd() }) -join "`n" |
                    ForEach-Object { $_.Trim("`n") }
            }
            catch {
                $one.Failed = $_
            }

            # An example may have opened another session, or closed this one.
            if (-not (Get-CfySession -Default) -or (Get-CfySession -Default).Manager -ne $address) {
                $null = $simulator | Connect-CfyManager
            }
        }
    }
    finally {
        $PSStyle.OutputRendering = $rendering
        Remove-Item -Path Env:CLOUDIFY_*, Env:SECRET_TOKEN, Env:DB_PASSWORD -ErrorAction Ignore
        $environment | Where-Object Name -like CLOUDIFY_* | Set-Item
        Get-CfySession | Disconnect-CfyManager
        Stop-CfySimulator
    }
}

# Runs the examples of all pages in a temporary folder: pages of one verb share a simulator.
function Invoke-HelpPage {
    param([System.IO.FileInfo[]] $Page)

    $examples = $Page | ForEach-Object { Get-HelpExample $_ }
    $groups = $examples | Group-Object -Property { $_.Name.Split('-')[0] }, { $_.Name -like '*-CfyCluster*' }
    $root = Join-Path ([System.IO.Path]::GetTempPath()) ([System.IO.Path]::GetRandomFileName())
    try {
        Initialize-HelpFolder "$root/initial"
        foreach ($group in $groups) {
            $folder = Join-Path $root $group.Name
            Copy-Item -LiteralPath "$root/initial" -Destination $folder -Recurse
            Push-Location -LiteralPath $folder
            try {
                Invoke-HelpExample $group.Group
            }
            finally {
                Pop-Location
            }
        }
    }
    finally {
        Remove-Item -LiteralPath $root -Recurse -Force
    }

    $examples
}

# Replaces the output that a page shows for an example.
function Edit-HelpPage {
    param([System.IO.FileInfo] $Page, $Example)

    $text = [System.IO.File]::ReadAllText($Page.FullName)
    $head = '```powershell' + "`n" + $Example.Code + "`n" + '```' + "`n`n" + '```Output' + "`n"
    $start = $text.IndexOf($head, [System.StringComparison]::Ordinal) + $head.Length
    $end = $text.IndexOf('```', $start, [System.StringComparison]::Ordinal)
    [System.IO.File]::WriteAllText(
        $Page.FullName, $text.Substring(0, $start) + $Example.Actual + "`n" + $text.Substring($end))
}

# Output without what differs from run to run: identifiers, numbers, times and the width of columns.
function Get-ComparableOutput {
    param([string] $Text)

    $Text -replace '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{10}\b', 'id' -replace '_[a-z0-9]{6}\b', '_id' `
        -replace '\d+', '#' -replace '-{2,}', '--' -replace '\s+', ' '
}

Export-ModuleMember -Function Get-HelpExample, Invoke-HelpPage, Edit-HelpPage, Get-ComparableOutput
