using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Changes the system role of user groups (managers from 4.3 on).</summary>
[Cmdlet(VerbsCommon.Set, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UserGroup))]
public sealed class SetCfyUserGroupCommand : CfySessionCmdlet
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(nameof(UserGroup.GroupName))]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The system role of its users.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    [ArgumentCompleter(typeof(SystemRoleCompleter))]
    public string Role { get; set; } = string.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Attempt(name, () =>
            {
                if (ShouldChange($"user group '{name}'", "Set"))
                {
                    WriteResource(Run(token => Client.UserGroups.SetRoleAsync(name, Role, token)));
                }
            });
        }
    }
}
