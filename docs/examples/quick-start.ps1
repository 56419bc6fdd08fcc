<#
.SYNOPSIS
    Installs an application in three tiers, shows the result, and removes everything again.

.DESCRIPTION
    Without parameters, the script starts the simulator in its own process and needs nothing else. With -Manager, it does
    the same on a real manager.

    With -Verbose, the events and log lines of the workflows are shown as they arrive.

.PARAMETER Manager
    The host name or URL of a manager. The default is the simulator.

.PARAMETER Credential
    A credential for that manager, or a user name. PowerShell asks for the password of a user name.

.PARAMETER Tenant
    The tenant. The default is default_tenant.

.PARAMETER Name
    The id of the blueprint and of the deployment. The default is shop.

.PARAMETER ApplicationHosts
    The number of hosts that run the application, from 1 to 8. The default is 2.

.EXAMPLE
    dotnet tool exec PowerShell --yes -- ./build.ps1 -Task QuickStart

    Builds the module and runs the script, on a machine that has the .NET SDK only.

.EXAMPLE
    ./docs/examples/quick-start.ps1 -Manager manager.example.com -Credential admin -ApplicationHosts 4

    Runs on a real manager. Import the module first: Import-Module ./out/CloudifyPS
#>
[CmdletBinding()]
param(
    [string] $Manager,

    [System.Management.Automation.Credential()]
    [pscredential] $Credential = [pscredential]::Empty,

    [string] $Tenant = 'default_tenant',

    [string] $Name = 'shop',

    [ValidateRange(1, 8)]
    [int] $ApplicationHosts = 2
)

$ErrorActionPreference = 'Stop'
$showEvents = $VerbosePreference -ne 'SilentlyContinue'
$VerbosePreference = 'SilentlyContinue'

function Write-Step {
    param([string] $Step, [string] $Result)

    "$Step ".PadRight(44, '.') + " $Result"
}

# Shows the plan: the nodes, and how they relate to each other. Types are shown without their namespaces.
function Show-Plan {
    param($Nodes)

    $columns = 'Id', @{ Name = 'Type'; Expression = { $_.Type -replace '^.*\.' } }, @{
        Name       = 'Relationships'
        Expression = { ($_.Relationships | ForEach-Object { "$($_['type'] -replace '^.*\.') $($_['target_id'])" }) -join ', ' }
    }
    $Nodes | Format-Table $columns -Wrap
}

# Runs a workflow and waits for its end. Wait-CfyExecution shows the progress, and fails if the workflow has failed.
function Invoke-Workflow {
    param([string] $WorkflowId, [string] $Step)

    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    $execution = $deployment | Start-CfyExecution -WorkflowId $WorkflowId
    if ($showEvents) {
        $execution | Get-CfyEvent -Follow | Out-Host
    }

    $execution = $execution | Wait-CfyExecution
    Write-Step $Step ('{0} operations, {1:n1} s' -f $execution.FinishedOperations, $watch.Elapsed.TotalSeconds)
}

$simulator = $session = $blueprint = $deployment = $null
try {
    if ($Manager) {
        $session = Connect-CfyManager -Manager $Manager -Credential $Credential -Tenant $Tenant
        "Connected to $($session.Manager.Authority) as $($session.UserName) (manager $($session.ManagerVersion))."
    }
    else {
        $simulator = Start-CfySimulator
        $session = $simulator | Connect-CfyManager
        "Connected to $($session.Manager.Authority) as $($session.UserName) (simulated manager $($session.ManagerVersion))."
    }

    $path = "$PSScriptRoot/blueprints/three-tier"
    $blueprint = Publish-CfyBlueprint -Path $path -Id $Name
    $files = @(Get-ChildItem -Path $path -Recurse -File)
    Write-Step "Publishing blueprint $Name" "$($blueprint.State), $($files.Count) files"

    $deployment = $blueprint | New-CfyDeployment -Id $Name -Inputs @{
        host_name         = 'shop.example.com'
        environment       = 'staging'
        application_hosts = $ApplicationHosts
    }
    $nodes = @($deployment | Get-CfyNode)
    $instances = @($deployment | Get-CfyNodeInstance)
    Write-Step "Creating deployment $Name" "$($nodes.Count) nodes, $($instances.Count) instances to install"
    Show-Plan $nodes

    Invoke-Workflow install 'Installing'
    $deployment | Get-CfyNodeInstance | Format-Table

    'The outputs of the deployment:'
    [pscustomobject] ($deployment | Get-CfyDeploymentOutput).Outputs | Format-List

    Invoke-Workflow uninstall 'Removing'
}
finally {
    if ($deployment) {
        $deployment | Remove-CfyDeployment -Force -Wait
    }

    if ($blueprint) {
        $blueprint | Remove-CfyBlueprint
    }

    if ($session) {
        $session | Disconnect-CfyManager
    }

    if ($simulator) {
        $simulator | Stop-CfySimulator
    }
}

'Everything is as it was.'
