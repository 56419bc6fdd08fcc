using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>
/// Creates a user, and adds the user to a tenant if -TenantName is specified. Accepts objects with the properties
/// UserName, Password, Role, TenantName and TenantRole from the pipeline, and the result of Get-Credential.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = UserNameSet)]
[OutputType(typeof(User))]
public sealed class NewCfyUserCommand : CfySessionCmdlet
{
    private const string UserNameSet = "UserName";
    private const string CredentialSet = "Credential";

    /// <summary>
    /// The name of the new user. It begins with a letter and contains letters, digits, hyphens, periods and
    /// underscores.
    /// </summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = UserNameSet, ValueFromPipelineByPropertyName = true)]
    public string UserName { get; set; } = string.Empty;

    /// <summary>
    /// The password, of at least 5 characters: a SecureString, or plain text such as a cell of a CSV file.
    /// </summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = UserNameSet, ValueFromPipelineByPropertyName = true)]
    [SecureText]
    public SecureString? Password { get; set; }

    /// <summary>The name and the password of the new user.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>
    /// The system role: sys_admin or default; before Manager 4.2, admin or user. The default is default or user.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.SystemRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.SystemRoles))]
    public string? Role { get; set; }

    /// <summary>The name of a tenant to which the user is added.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string? TenantName { get; set; }

    /// <summary>The role in this tenant: manager, user, operations or viewer.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.TenantRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.TenantRoles))]
    public string? TenantRole { get; set; } = "user";

    internal override void Process()
    {
        var name = Credential?.UserName.TrimStart('\\') ?? UserName;
        ProcessInput(name, () =>
        {
            var where = string.IsNullOrEmpty(TenantName) ? string.Empty : $" in tenant '{TenantName}'";
            if (!ShouldChange($"user '{name}'{where}", "New"))
            {
                return;
            }

            var password = Credential?.Password ?? Password!;
            var user = Run(token => Client.Users.CreateAsync(name, password, Role, token));
            if (where.Length > 0)
            {
                Run(token => Client.Tenants.AddAsync(
                    TenantName!, TenantMember.User(name), TenantRole ?? "user", token));
                user = Run(token => Client.Users.GetAsync(name, null, token));
            }

            WriteResource(user);
        });
    }
}
