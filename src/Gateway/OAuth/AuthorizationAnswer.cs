using System.Text.Json;
using Members.Gateway.Json;
using Members.Secrets;

namespace Members.Gateway.OAuth;

/// <summary>Returns a code or an error to the client in the response mode that it asked for.</summary>
internal static class AuthorizationAnswer
{
    public static IResult Code(AuthorizationRequest request, HttpContext context, string issuer, OpaqueToken code) => request.IsWebMessage
        ? Message(request, context, [("code", code.Reveal())])
        : Redirect(request, issuer, [("code", code.Reveal())]);

    public static IResult Error(AuthorizationRequest request, string issuer, AuthorizationFault fault) => request.IsWebMessage
        ? new WebMessage(Text(request, fault.Parameters), ["*"], "*")
        : Redirect(request, issuer, fault.Parameters);

    /// <summary>
    /// The origin that waits for a web message: named by the redirect session, else that of the page that opened this one; null if
    /// unknown.
    /// </summary>
    public static string? WaitingOrigin(AuthorizationRequest request, HttpContext context)
    {
        var referer = context.Request.Headers.Referer.ToString();
        return request.Parameters.Origin
            ?? (Uri.TryCreate(referer, UriKind.Absolute, out var page) ? page.GetLeftPart(UriPartial.Authority) : null);
    }

    // A code is posted to the client's own origins and never to "*": any other page that frames this one receives nothing.
    private static WebMessage Message(AuthorizationRequest request, HttpContext context, (string, string)[] parameters)
    {
        var waiting = WaitingOrigin(request, context);
        var targets = waiting is null ? request.Origins : [.. request.Origins.Where(o => o == waiting)];
        return targets.Count == 0
            ? new WebMessage(Text(request, AuthorizationFault.ForeignOrigin.Parameters), ["*"], "*")
            : new WebMessage(Text(request, parameters), targets, string.Join(' ', request.Origins));
    }

    private static IResult Redirect(AuthorizationRequest request, string issuer, (string, string)[] parameters)
    {
        IEnumerable<(string Name, string Value)> all = [.. parameters, .. State(request), ("iss", issuer)];
        var uri = request.Parameters.RedirectUri!;
        var separator = request.Mode == AuthorizationRequest.Fragment ? '#' : uri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return Results.Redirect($"{uri}{separator}{string.Join('&', all.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"))}");
    }

    private static string Text(AuthorizationRequest request, (string Name, string Value)[] parameters) => JsonSerializer.Serialize(
        parameters.Concat(State(request)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
        GatewayJson.Default.DictionaryStringString);

    private static IEnumerable<(string Name, string Value)> State(AuthorizationRequest request) =>
        request.State is { } state ? [("state", state)] : [];
}
