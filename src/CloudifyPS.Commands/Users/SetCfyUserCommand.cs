using System.Management.Automation;
using System.Security;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>
/// Changes the password or the system role of users. To change both, the cmdlet sends two requests, because managers
/// refuse a request with both.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class SetCfyUserCommand : ChangeUserCommand
{
    /// <summary>
    /// The new password, of at least 5 characters: a SecureString, or plain text such as a cell of a CSV file. Before
    /// Manager 6.4, a new password invalidates the user's token.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SecureText]
    public SecureString? Password { get; set; }

    /// <summary>The new system role: sys_admin or default; before Manager 4.2, admin or user.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.SystemRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.SystemRoles))]
    public string? Role { get; set; }

    internal override string Action => "Set";

    internal override async Task<User> ChangeAsync(string name, CancellationToken cancellationToken)
    {
        User? user = null;
        var role = IsWanted(nameof(Role)) ? Role : null;
        if (Password is not null)
        {
            user = await Client.Users.SetPasswordAsync(name, Password, cancellationToken).ConfigureAwait(false);
        }

        if (role is not null)
        {
            user = await Client.Users.SetRoleAsync(name, role, cancellationToken).ConfigureAwait(false);
        }

        return user ?? throw new ArgumentException("There is nothing to change. Specify -Password, -Role, or both.");
    }
}
