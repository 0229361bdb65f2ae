using System.Text.Json;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>Gives a client its code, or its error, in the way it asked for.</summary>
internal static class AuthorizationAnswer
{
    private static readonly string Script = Html.Resource("web-message.js");

    /// <summary>A code.</summary>
    public static IResult Code(AuthorizationRequest request, HttpContext context, string issuer, OpaqueToken code) =>
        request.IsWebMessage ? Message(request, context, [("code", code.Reveal())]) : Redirect(request, issuer, [("code", code.Reveal())]);

    /// <summary>An error.</summary>
    public static IResult Error(AuthorizationRequest request, HttpContext context, string issuer, AuthorizationFault fault)
    {
        (string, string)[] said = [("error", fault.Error), ("error_description", fault.Description)];
        return request.IsWebMessage ? new WebMessage(Text(request, said), ["*"], "*") : Redirect(request, issuer, said);
    }

    /// <summary>
    /// The origin that waits for a web message: named by the redirect session, else by where the page was opened from. Null when that
    /// is not known.
    /// </summary>
    public static string? WaitingOrigin(AuthorizationRequest request, HttpContext context) =>
        request.Sent.Origin ?? (Uri.TryCreate(context.Request.Headers.Referer.ToString(), UriKind.Absolute, out var page) ? page.GetLeftPart(UriPartial.Authority) : null);

    // A code goes to the client's own origins and never to "*": whoever else has framed the page hears nothing.
    private static WebMessage Message(AuthorizationRequest request, HttpContext context, (string, string)[] said)
    {
        var waiting = WaitingOrigin(request, context);
        var targets = waiting is null ? request.Origins : [.. request.Origins.Where(o => o == waiting)];
        return targets.Count == 0
            ? new WebMessage(Text(request, [("error", "access_denied"), ("error_description", "The page's origin is not one of the client's.")]), ["*"], "*")
            : new WebMessage(Text(request, said), targets, string.Join(' ', request.Origins));
    }

    private static IResult Redirect(AuthorizationRequest request, string issuer, (string, string)[] said)
    {
        IEnumerable<(string Name, string Value)> all = [.. said, .. State(request), ("iss", issuer)];
        var uri = request.Sent.RedirectUri!;
        var mark = request.Mode == AuthorizationRequest.Fragment ? '#' : uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return Results.Redirect($"{uri}{mark}{string.Join('&', all.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}");
    }

    private static string Text(AuthorizationRequest request, (string Name, string Value)[] said) => JsonSerializer.Serialize(
        said.Concat(State(request)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal), GatewayJson.Default.DictionaryStringString);

    private static IEnumerable<(string Name, string Value)> State(AuthorizationRequest request) => request.State is { } state ? [("state", state)] : [];

    private sealed class WebMessage(string message, IReadOnlyList<string> targets, string ancestors) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Html.WebMessage.Write(
            httpContext,
            200,
            $"default-src 'none'; script-src {Html.Hash(Script)}; form-action 'none'; base-uri 'none'; frame-ancestors {ancestors}",
            ("message", message),
            ("targets", JsonSerializer.Serialize([.. targets], GatewayJson.Default.ListString)),
            ("script", Script));
    }
}
