using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>Gets users.</summary>
[Cmdlet(VerbsCommon.Get, "CfyUser", SupportsPaging = true, DefaultParameterSetName = "UserName")]
[OutputType(typeof(User))]
public sealed class GetCfyUserCommand : GetResourceCommand<User>
{
    /// <summary>The names of the users. Wildcards are permitted. The default is all users.</summary>
    [Parameter(Position = 0, ParameterSetName = "UserName", ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[]? UserName { get; set; }

    /// <summary>Returns the tenants and groups of the user with the user's roles, instead of their number.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>Gets the user of the session, on all editions. Manager 4.2 and later.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Current")]
    public SwitchParameter Current { get; set; }

    internal override string[]? Keys => UserName;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<User> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.Users.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);

    internal override void Process()
    {
        if (Current)
        {
            ProcessInput(null, () => WriteResource(Run(Client.Users.GetCurrentAsync)));
        }
        else
        {
            base.Process();
        }
    }
}
