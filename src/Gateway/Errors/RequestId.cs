using System.Diagnostics;

namespace Members.Gateway.Errors;

/// <summary>The id of a request in logs, traces and errors.</summary>
internal static class RequestId
{
    public const string Header = "x-wix-request-id";

    public static string Of(HttpContext context) => Activity.Current?.TraceId.ToHexString() ?? context.TraceIdentifier;
}
