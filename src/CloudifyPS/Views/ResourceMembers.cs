using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Runtime.CompilerServices;

namespace CloudifyPS;

/// <summary>
/// The hidden members of resources, which CloudifyPS.Types.ps1xml lists. A member is a method with the object as its
/// parameter. Properties of the classes would show in ConvertTo-Json.
/// </summary>
/// <remarks>
/// A member that is named after a property, such as PlanText after Plan, describes the value of the property.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResourceMembers
{
    /// <summary>Gets the session that a resource came through, for the next cmdlet in the pipeline.</summary>
    public static CfySession? CfySession(PSObject resource) => Of<Resource>(resource)?.Session;

    /// <summary>Gets the capabilities of a deployment by name.</summary>
    public static IDictionary? Capabilities(PSObject resource) => Of<DeploymentValues>(resource)?.Values;

    /// <summary>Gets the inputs of a deployment by name.</summary>
    public static IDictionary? Inputs(PSObject resource) => Of<DeploymentValues>(resource)?.Values;

    /// <summary>Gets the outputs of a deployment by name.</summary>
    public static IDictionary? Outputs(PSObject resource) => Of<DeploymentValues>(resource)?.Values;

#pragma warning disable CS1591 // The names are the names of the columns.
    public static string? ActiveServicesText(PSObject resource) => Of<ManagerStatus>(resource)?.Services is { } services
        ? $"{services.Count(IsActive)} of {services.Length}"
        : null;

    public static string? ActiveStateText(PSObject resource) => Describe(resource);

    public static string? AgentNameText(PSObject resource) => Describe(resource);

    public static string? ArchiveNameText(PSObject resource) => Describe(resource);

    public static string? AvailabilityRulesText(PSObject resource) => Describe(resource);

    public static string? BlueprintIdText(PSObject resource) => Describe(resource);

    public static string? BlueprintLabelsText(PSObject resource) => Describe(resource);

    public static string? BuildText(PSObject resource) => Describe(resource);

    public static string? CapabilitiesText(PSObject resource) => DescribeValues(resource);

    public static string? ChangedText(PSObject resource) => Short(resource, "UpdatedAt", "CreatedAt");

    public static string? CommitText(PSObject resource) => Describe(resource);

    public static string? ConstraintsText(PSObject resource) => Describe(resource);

    public static string? ConsulText(PSObject resource) => Describe(resource);

    public static string? CountText(PSObject resource) => Of<Node>(resource) is { NumberOfInstances: not null } node
        ? $"{node.NumberOfInstances}/{node.PlannedNumberOfInstances}"
        : null;

    public static string? CreateExecutionText(PSObject resource) => Describe(resource);

    public static string? CreatedAtText(PSObject resource) => Describe(resource);

    public static string? CreatedByText(PSObject resource) => Describe(resource);

    public static string? CreatedText(PSObject resource) => Short(resource, "CreatedAt");

    public static string? CredentialText(PSObject resource) => Describe(resource);

    public static string? CursorText(PSObject resource) => Describe(resource);

    public static string? DateText(PSObject resource) => Describe(resource);

    public static string? DefaultText(PSObject resource) => Describe(resource);

    public static string? DeploymentDisplayNameText(PSObject resource) => Describe(resource);

    public static string? DeploymentGroupsText(PSObject resource) => Describe(resource);

    public static string? DeploymentIdText(PSObject resource) => Describe(resource);

    public static string? DeploymentStatusNameText(PSObject resource) =>
        ValueFormat.Describe(Of<Deployment>(resource)?.DeploymentStatus);

    public static string? DeploymentStatusText(PSObject resource) =>
        Color(resource)?.Replace("requires_", string.Empty);

    public static string? DescriptionText(PSObject resource) => Describe(resource);

    public static string? DisplayLabelText(PSObject resource) => Describe(resource);

    public static string? DisplayNameText(PSObject resource) => Describe(resource);

    public static string? DistributionReleaseText(PSObject resource) => Describe(resource);

    public static string? DistributionText(PSObject resource) => Describe(resource);

    public static string? DistributionVersionText(PSObject resource) => Describe(resource);

    public static string? DistroReleaseText(PSObject resource) => Describe(resource);

    public static string? DoneText(PSObject resource) =>
        Of<Execution>(resource) is { TotalOperations: not null } execution
        ? $"{execution.FinishedOperations}/{execution.TotalOperations}"
        : null;

    public static string? EditionText(PSObject resource) => Describe(resource);

    public static string? EndedAtText(PSObject resource) => Describe(resource);

    public static string? EnvironmentTypeText(PSObject resource) => Describe(resource);

    public static string? ErrorCausesText(PSObject resource) => Describe(resource);

    public static string? ErrorText(PSObject resource) => Describe(resource);

    public static string? ErrorTracebackText(PSObject resource) => Describe(resource);

    public static string? EventTypeText(PSObject resource) => Describe(resource);

    public static string? ExcludedWheelsText(PSObject resource) => Describe(resource);

    public static string? ExecutionGroupIdText(PSObject resource) => Describe(resource);

    public static string? ExecutionIdText(PSObject resource) => Describe(resource);

    public static string? ExpirationDateText(PSObject resource) => Describe(resource);

    public static string? ExpiresText(PSObject resource) => Short(resource, "ExpirationDate");

    public static string? ExtraInfoText(PSObject resource) => Describe(resource);

    public static string? FileServerPathText(PSObject resource) => Describe(resource);

    public static string? FirstLoginAtText(PSObject resource) => Describe(resource);

    public static string? GroupSystemRolesText(PSObject resource) => Describe(resource);

    public static string? GroupsText(PSObject resource) => Describe(resource);

    public static string? HostIdText(PSObject resource) => Describe(resource);

    public static string? HostIpText(PSObject resource) => Describe(resource);

    public static string? IdText(PSObject resource) => Describe(resource);

    public static string? InactiveServicesText(PSObject resource) =>
        Of<ManagerStatus>(resource)?.Services is { } services
        ? ValueFormat.Describe(services.Where(service => !IsActive(service)).Select(service => service.Name))
        : null;

    public static string? InputsText(PSObject resource) => DescribeValues(resource);

    public static string? InstallationStateText(PSObject resource) => Describe(resource);

    public static string? InstallationStatusNameText(PSObject resource) =>
        ValueFormat.Describe(Of<Deployment>(resource)?.InstallationStatus);

    public static string? InstallationStatusText(PSObject resource) => Color(resource);

    public static string? InstancesText(PSObject resource) => Describe(resource);

    public static string? KeyText(PSObject resource) => Describe(resource);

    public static string? LabelsText(PSObject resource) => Describe(resource);

    public static string? LastLoginAtText(PSObject resource) => Describe(resource);

    public static string? LastLoginText(PSObject resource) => Short(resource, "LastLoginAt");

    public static string? LastUsedText(PSObject resource) => Describe(resource);

    public static string? LatestExecutionStatusNameText(PSObject resource) =>
        ValueFormat.Describe(Of<Deployment>(resource)?.LatestExecutionStatus);

    public static string? LatestExecutionStatusText(PSObject resource) => Color(resource);

    public static string? LatestExecutionText(PSObject resource) => Describe(resource);

    public static string? LatestExecutionWorkflowIdText(PSObject resource) => Describe(resource);

    public static string? LdapDnText(PSObject resource) => Describe(resource);

    public static string? LevelNameText(PSObject resource) =>
        ValueFormat.Describe(Of<Event>(resource)?.Level);

    public static string? LevelText(PSObject resource) => Of<Event>(resource) is { } item
        ? EventFormat.Color(EventFormat.Level(item))
        : null;

    public static string? LineText(PSObject resource) => Of<Event>(resource) is { } item
        ? EventFormat.Line(item, DateTimeOffset.Now, ConsoleWidth())
        : null;

    public static string? LoadStateText(PSObject resource) => Describe(resource);

    public static string? LoggerText(PSObject resource) => Describe(resource);

    public static string? LogsText(PSObject resource) => Describe(resource);

    public static string? MainFileNameText(PSObject resource) => Describe(resource);

    public static string? ManagerNameText(PSObject resource) => Describe(resource);

    public static string? MessageText(PSObject resource) => Describe(resource);

    public static string? NameText(PSObject resource) => Describe(resource);

    public static string? NodeIdText(PSObject resource) => Describe(resource);

    public static string? NodeInstanceIdText(PSObject resource) => Describe(resource);

    public static string? NodeNameText(PSObject resource) => Describe(resource);

    public static string? OperationText(PSObject resource) => Describe(resource);

    public static string? OperationsText(PSObject resource) => Describe(resource);

    public static string? OtherText(PSObject resource) => Of<Resource>(resource)?.AdditionalProperties is { } others
        ? ValueFormat.Lines(
            others.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value))
        : null;

    public static string? OutputsText(PSObject resource) => DescribeValues(resource);

    public static string? PackageNameText(PSObject resource) => Describe(resource);

    public static string? PackageSourceText(PSObject resource) => Describe(resource);

    public static string? PackageVersionText(PSObject resource) => Describe(resource);

    public static string? ParametersText(PSObject resource) => Describe(resource);

    public static string? PermalinkText(PSObject resource) => Describe(resource);

    public static string? PlaceText(PSObject resource) =>
        Of<Event>(resource) is { } item ? EventFormat.Place(item) : null;

    public static string? PlanText(PSObject resource) => Describe(resource);

    public static string? PlatformText(PSObject resource) => Of<ManagerVersion>(resource) is { } version
        ? ValueFormat.Describe($"{version.Distribution} {version.DistroRelease}".Trim())
        : null;

    public static string? PluginLabelsText(PSObject resource) => Describe(resource);

    public static string? PluginText(PSObject resource) => Describe(resource);

    public static string? PluginsText(PSObject resource) => Describe(resource);

    public static string? PluginsToInstallText(PSObject resource) => Describe(resource);

    public static string? PolicyTriggersText(PSObject resource) => Describe(resource);

    public static string? PolicyTypesText(PSObject resource) => Describe(resource);

    public static string? PropertiesText(PSObject resource) => Describe(resource);

    public static string? ProviderNameText(PSObject resource) => Describe(resource);

    public static string? ProviderOptionsText(PSObject resource) => Describe(resource);

    public static string? RabbitmqUsernameText(PSObject resource) => Describe(resource);

    public static string? RabbitmqVhostText(PSObject resource) => Describe(resource);

    public static string? RelationshipsText(PSObject resource) => Describe(resource);

    public static string? ReportedTimestampText(PSObject resource) => Describe(resource);

    public static string? RequirementsText(PSObject resource) => Describe(resource);

    public static string? ResourceTagsText(PSObject resource) => Describe(resource);

    public static string? RoleText(PSObject resource) => Describe(resource);

    public static string? RolesText(PSObject resource) => Describe(resource);

    public static string? RuntimePropertiesText(PSObject resource) => Describe(resource);

    public static string? ScalingGroupsText(PSObject resource) => Describe(resource);

    public static string? ScheduledForText(PSObject resource) => Describe(resource);

    public static string? SchedulesText(PSObject resource) => Describe(resource);

    public static string? SchemaText(PSObject resource) => Describe(resource);

    public static string? SecretText(PSObject resource) => HasSecret(resource.BaseObject) ? "(hidden)" : null;

    public static string? ServicesText(PSObject resource) => Describe(resource);

    public static string? SiteNameText(PSObject resource) => Describe(resource);

    public static string? SourceIdText(PSObject resource) => Describe(resource);

    public static string? StartedAtText(PSObject resource) => Describe(resource);

    public static string? StartedText(PSObject resource) => Short(resource, "StartedAt", "CreatedAt");

    public static string? StateText(PSObject resource) => Color(resource);

    public static string? StatusDisplayText(PSObject resource) => Describe(resource);

    public static string? StatusText(PSObject resource) => Color(resource);

    public static string? SubEnvironmentsStatusText(PSObject resource) => Describe(resource);

    public static string? SubServicesStatusText(PSObject resource) => Describe(resource);

    public static string? SubStateText(PSObject resource) => Describe(resource);

    public static string? SupportedPlatformText(PSObject resource) => Describe(resource);

    public static string? SupportedPyVersionsText(PSObject resource) => Describe(resource);

    public static string? SystemPropertiesText(PSObject resource) => Describe(resource);

    public static string? TargetIdText(PSObject resource) => Describe(resource);

    public static string? TargetNameText(PSObject resource) => Describe(resource);

    public static string? TenantNameText(PSObject resource) => Describe(resource);

    public static string? TenantRolesText(PSObject resource) => Describe(resource);

    public static string? TenantsText(PSObject resource) => Describe(resource);

    public static string? TimeText(PSObject resource) => TimeFormat.Log(
        resource.Properties["Timestamp"]?.Value as DateTimeOffset?, DateTimeOffset.Now);

    public static string? TimestampText(PSObject resource) => Describe(resource);

    public static string? TitleText(PSObject resource) => Describe(resource);

    public static string? TookText(PSObject resource) => Of<Execution>(resource) is { } execution
        ? TimeFormat.Duration(execution.EndedAt - execution.StartedAt)
        : null;

    public static string? TracebackText(PSObject resource) => Describe(resource);

    public static string? TypeHierarchyText(PSObject resource) => Describe(resource);

    public static string? TypeText(PSObject resource) => Describe(resource);

    public static string? UpdatedAtText(PSObject resource) => Describe(resource);

    public static string? UploadExecutionText(PSObject resource) => Describe(resource);

    public static string? UploadedAtText(PSObject resource) => Describe(resource);

    public static string? UploadedText(PSObject resource) => Short(resource, "UploadedAt");

    public static string? UsedText(PSObject resource) => Short(resource, "LastUsed");

    public static string? UserNameText(PSObject resource) => Describe(resource);

    public static string? UserRolesText(PSObject resource) => Describe(resource);

    public static string? UsersText(PSObject resource) => Describe(resource);

    public static string? ValueText(PSObject resource) => Describe(resource);

    public static string? VersionText(PSObject resource) => Describe(resource);

    public static string? VisibilityText(PSObject resource) => Describe(resource);

    public static string? WheelsText(PSObject resource) => Describe(resource);

    public static string? WorkdirZipText(PSObject resource) => Describe(resource);

    public static string? WorkflowIdText(PSObject resource) => Describe(resource);

    public static string? WorkflowsText(PSObject resource) => Describe(resource);

    public static string? YamlFilesPathsText(PSObject resource) => Describe(resource);

    public static string? YamlUrlPathText(PSObject resource) => Describe(resource);

#pragma warning restore CS1591

    // Null when the output is redirected, or when the host has no console.
    private static int? ConsoleWidth()
    {
        try
        {
            return Console.IsOutputRedirected || Console.WindowWidth < 40 ? null : Console.WindowWidth;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsActive(ManagerService service) => service.Status is "Active" or "running";

    private static bool HasSecret(object resource) => resource switch
    {
        Secret secret => secret.Value is not null,
        Token token => token.Value is not null,
        Tenant tenant => tenant.RabbitmqPassword is not null,
        ClusterNode node => node.Credentials is not null,
        _ => false,
    };

    private static T? Of<T>(PSObject resource)
        where T : class => resource.BaseObject as T;

    private static string? Color(PSObject resource, [CallerMemberName] string member = "") =>
        StateColors.Of(Value(resource, member) as string);

    private static string? Describe(PSObject resource, [CallerMemberName] string member = "") =>
        ValueFormat.Describe(Value(resource, member));

    private static string? DescribeValues(PSObject resource, [CallerMemberName] string member = "") =>
        Of<DeploymentValues>(resource) is { } values
            ? ValueFormat.Lines(values.Values)
            : ValueFormat.Describe(Value(resource, member));

    private static object? Value(PSObject resource, string member) =>
        resource.Properties[member.Substring(0, member.Length - "Text".Length)]?.Value;

    private static string? Short(PSObject resource, params string[] properties) => TimeFormat.Short(
        properties.Select(property => resource.Properties[property]?.Value as DateTimeOffset?)
            .FirstOrDefault(time => time is not null),
        DateTimeOffset.Now);
}
