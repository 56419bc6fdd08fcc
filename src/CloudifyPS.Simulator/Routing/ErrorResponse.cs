using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>Creates the responses that a manager sends for exceptions.</summary>
internal static class ErrorResponse
{
    public static ApiResponse For(Exception exception) => exception switch
    {
        ManagerErrorException error => ApiResponse.Error(error.Status, error.ErrorCode, error.Message),
        DslException error => ApiResponse.Error(400, error.ErrorCode, error.Message),
        PydanticException => ApiResponse.Json(
            new JObject { ["error_code"] = "bad_parameters_error", ["message"] = exception.Message }, 400),
        InvalidFilterRuleException error => ApiResponse.Error(
            400, "invalid_filter_rule", error.Message,
            new JObject { ["err_filter_rule"] = error.Rule.DeepClone(), ["err_reason"] = error.Reason }),
        MalformedBodyException => ApiResponse.Html(
            400, "Bad Request", "The browser (or proxy) sent a request that this server could not understand."),
        RequestTooLargeException => ApiResponse.Html(
            413, "Request Entity Too Large", "The data value transmitted exceeds the capacity limit."),
        _ => ApiResponse.Error(
            500, "internal_server_error",
            "Internal error occurred in manager REST server - InternalServerError: 500 Internal Server Error: The "
            + "server encountered an internal error and was unable to complete your request. Either the server is "
            + "overloaded or there is an error in the application.",
            new JObject { ["server_traceback"] = exception.ToString() }),
    };
}
