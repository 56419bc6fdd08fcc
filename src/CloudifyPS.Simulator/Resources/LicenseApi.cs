using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The endpoints <c>license</c> and <c>license-check</c>.</summary>
internal static class LicenseApi
{
    public static IEnumerable<Route> Routes =>
    [
        new("GET", "license", "license_list", _ => throw Refusal.MissingPremium())
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true },
        new("GET", "license-check", null, CheckLicense)
            { Since = new(4, 6), OnlyV31Since = new(4, 0), SkipsTenant = true },
    ];

    private static ApiResponse CheckLicense(RequestContext call) => call.Manager.Options.Premium
        ? ApiResponse.Json("OK")
        : ApiResponse.Json(
            new JObject
            {
                ["message"] = "No Customer ID found on the manager", ["error_code"] = "missing_cloudify_license",
            },
            400);
}
