using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Users;

/// <summary>Gets users.</summary>
[Cmdlet(VerbsCommon.Get, "CfyUser", SupportsPaging = true, DefaultParameterSetName = "UserName")]
[OutputType(typeof(User))]
public sealed class GetCfyUserCommand : GetResourceCommand<User>
{
    /// <summary>Names, with wildcards. Without it, all users.</summary>
    [Parameter(Position = 0, ParameterSetName = "UserName", ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? UserName { get; set; }

    /// <summary>Asks for the tenants and groups of the user with the roles there, in place of their numbers.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <summary>The connected user (managers from 4.2 on); every edition tells.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Current")]
    public SwitchParameter Current { get; set; }

    internal override string Noun => "user";

    internal override string[]? Keys => UserName;

    internal override ResourceClient<User> Resources => Client.Users;

    internal override string? KeyOf(User resource) => resource.UserName;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<User> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.Users.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Current)
        {
            Attempt(null, () => WriteResource(Run(Client.Users.GetCurrentAsync)));
        }
        else
        {
            base.ProcessRecord();
        }
    }
}
