using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Removes users from a user group. The users themselves are not removed.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUserGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveCfyUserGroupMemberCommand : CfySessionCmdlet
{
    /// <summary>The name of the user group.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string GroupName { get; set; } = string.Empty;

    /// <summary>The names of the users.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    internal override void Process()
    {
        foreach (var user in UserName)
        {
            ProcessInput(user, () =>
            {
                if (!ShouldChange($"user '{user}' of user group '{GroupName}'", "Remove"))
                {
                    return;
                }

                Run(token => Client.UserGroups.RemoveUserAsync(GroupName, user, token));
            });
        }
    }
}
