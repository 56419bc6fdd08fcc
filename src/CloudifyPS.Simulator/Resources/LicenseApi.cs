using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The endpoints <c>license</c> and <c>license-check</c>.</summary>
internal static class LicenseApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "license", "license_list", call => ListResponse.List(call, ResourceType.License, [License(call)]))
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true, IsPremium = true },
        new("GET", "license-check", null, CheckLicense)
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true },
    ];

    /// <summary>Gets the license of the simulated manager, which never expires.</summary>
    private static JObject License(RequestContext call) => new()
    {
        ["customer_id"] = "simulator",
        ["expiration_date"] = null,
        ["license_edition"] = "Premium",
        ["trial"] = false,
        ["cloudify_version"] = call.Manager.Options.Version,
        ["capabilities"] = new JArray(),
        ["expired"] = false,
    };

    private static ApiResponse CheckLicense(RequestContext call) => call.Manager.Options.Premium
        ? ApiResponse.Json("OK")
        : ApiResponse.Json(
            new JObject
            {
                ["message"] = "No Customer ID found on the manager", ["error_code"] = "missing_cloudify_license",
            },
            400);
}
