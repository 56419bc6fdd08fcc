using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Options that a manager ignores or does not have: they are refused before a request is sent.</summary>
public sealed class VersionTests : CommandTests
{
    [Theory]
    [InlineData("4.3.0", "Start-CfyExecution -DeploymentId x -WorkflowId install -DryRun", "4.4", "-DryRun")]
    [InlineData("4.4.0", "Start-CfyExecution -DeploymentId x -WorkflowId install -Queue", "4.5", "-Queue")]
    [InlineData("4.5.0", "Start-CfyExecution x install -ScheduledTime 2040-01-02", "4.6", "-ScheduledTime")]
    [InlineData("4.3.0", "New-CfySecret k -Value v -Hidden", "4.4", "-Hidden")]
    [InlineData("4.2.0", "New-CfySecret k -Value v -Visibility private", "4.3", "-Visibility")]
    [InlineData("4.1.0", "Add-CfyTenantUser -UserName u -TenantName t -Role viewer", "4.2", "-Role")]
    [InlineData("5.1.0", "New-CfyDeployment d b -Label @{ a = 'b' }", "5.2", "-Label")]
    [InlineData("6.3.0", "New-CfyToken", "6.4", "New-CfyToken")]
    public void AnOptionOfALaterManagerIsRefused(string version, string script, string since, string subject)
    {
        var manager = Connect(version);
        foreach (var rehearsal in new[] { string.Empty, " -WhatIf" })
        {
            var error = Shell.Invoke(script + rehearsal).Error;

            Assert.StartsWith("Unsupported,", error.FullyQualifiedErrorId);
            Assert.Equal(
                $"Manager {since} or later is required for {subject} (this manager is {version}).", error.ToString());
        }

        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void AnOptionIsSentToTheFirstManagerThatHasIt()
    {
        var manager = Connect("4.4.0");

        Shell.Invoke("Start-CfyExecution -DeploymentId x -WorkflowId install -DryRun").Succeeded();

        Assert.Contains("\"dry_run\":true", manager.Request.Body);
    }
}
