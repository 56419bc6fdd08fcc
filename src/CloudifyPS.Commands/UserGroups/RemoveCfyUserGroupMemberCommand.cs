using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Removes users from a user group. They stay users of the manager.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUserGroupMember", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveCfyUserGroupMemberCommand : CfySessionCmdlet
{
    /// <summary>The group.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string GroupName { get; set; } = string.Empty;

    /// <summary>Names of users.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var user in UserName)
        {
            Attempt(user, () =>
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
