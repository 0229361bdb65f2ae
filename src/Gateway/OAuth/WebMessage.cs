using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Members.Gateway.Json;

namespace Members.Gateway.OAuth;

/// <summary>
/// A page in a hidden frame that posts an answer to the page that frames it. It shows nothing to people, and its policy allows its one
/// script by the digest, and who may frame it (ASVS 5.0, 3.4.3, 3.4.6).
/// </summary>
/// <param name="message">The answer, in JSON.</param>
/// <param name="targets">The origins that it is posted to.</param>
/// <param name="ancestors">Who may frame it, as a policy names them.</param>
internal sealed class WebMessage(string message, IReadOnlyList<string> targets, string ancestors) : IResult
{
    private static readonly string Script = Embedded("Members.Gateway.OAuth.web-message.js");

    private static readonly string Digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)));

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var list = JsonSerializer.Serialize([.. targets], GatewayJson.Default.ListString);
        var response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'sha256-{Digest}'; form-action 'none'; base-uri 'none'; frame-ancestors {ancestors}";
        await response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="robots" content="noindex">
            <title>Log in</title>
            </head>
            <body data-message="{HtmlEncoder.Default.Encode(message)}" data-targets="{HtmlEncoder.Default.Encode(list)}">
            <script>{Script}</script>
            </body>
            </html>

            """,
            httpContext.RequestAborted);
    }

    private static string Embedded(string name)
    {
        using var stream = typeof(WebMessage).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
