using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Changes the system role of user groups. Manager 4.3 and later.</summary>
[Cmdlet(VerbsCommon.Set, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UserGroup))]
public sealed class SetCfyUserGroupCommand : CfySessionCmdlet
{
    /// <summary>The names of the user groups.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[] Name { get; set; } = [];

    /// <summary>The system role of the users of the group.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.SystemRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.SystemRoles))]
    public string Role { get; set; } = string.Empty;

    internal override void Process()
    {
        foreach (var name in Name)
        {
            ProcessInput(name, () =>
            {
                if (!IsWanted(nameof(Role)))
                {
                    throw new ArgumentException("-Role is required. The role of a piped group is not used.");
                }

                if (ShouldChange($"user group '{name}'", "Set"))
                {
                    WriteResource(Run(token => Client.UserGroups.SetRoleAsync(name, Role, token)));
                }
            });
        }
    }
}
