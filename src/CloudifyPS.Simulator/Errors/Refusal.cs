namespace CloudifyPS.Simulator.Errors;

/// <summary>Creates the errors that several endpoints return, with the manager's status, error code and text.</summary>
internal static class Refusal
{
    public static ManagerErrorException BadParameters(string message) => new(400, "bad_parameters_error", message);

    public static ManagerErrorException IllegalAction(string message) => new(400, "illegal_action_error", message);

    public static ManagerErrorException Forbidden(string message) => new(403, "forbidden_error", message);

    public static ManagerErrorException NotFound(string kind, string id) =>
        new(404, "not_found_error", $"Requested `{kind}` with ID `{id}` was not found");

    public static ManagerErrorException Conflict(string message) => new(409, "conflict_error", message);

    public static ManagerErrorException Exists(string tenant, string kind, string id) => Conflict(
        $"<{kind} id=`{id}` tenant=`{tenant}`> already exists on <Tenant name=`{tenant}`> or with global visibility");

    public static ManagerErrorException MissingPremium() => new(
        404, "missing_premium_package_error",
        "This feature exists only in the premium edition of Cloudify.\nPlease contact sales for additional info.");
}
