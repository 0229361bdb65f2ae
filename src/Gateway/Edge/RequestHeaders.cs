using System.Text;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace Members.Gateway.Edge;

/// <summary>
/// Refuses request headers that can be read in two ways, before anything is decided by them, and writes the rest as the framework reads
/// them.
/// </summary>
internal sealed class RequestHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var refusal = Check(context.Request);
        return refusal is null ? next(context) : refusal.ExecuteAsync(context);
    }

    private static Problem? Check(HttpRequest request)
    {
        if (request.Headers.Authorization.Count > 1)
        {
            return Problem.Invalid(new Violation("Authorization", "ONE_HEADER", "Send one Authorization header."));
        }

        var client = request.Headers[ClientAddress.Header];
        if (client.Count > 0 && (client.Count > 1 || ClientAddress.Parse(client.ToString()) is null))
        {
            return Problem.Invalid(new Violation(
                ClientAddress.Header,
                "ADDRESS",
                $"{ClientAddress.Header} must hold the visitor's address, such as 203.0.113.7 or 2001:db8::1, with or without a port."));
        }

        return request.ContentType is { } type
            && type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            && !ReadCharset(request, type)
            && request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null
            ? StatusAnswers.For(StatusCodes.Status415UnsupportedMediaType)
            : null;
    }

    // A quoted value means the same as an unquoted one (RFC 9110, 5.6.6), but the framework's readers take the quotes for a part of it.
    private static bool ReadCharset(HttpRequest request, string text)
    {
        if (!MediaTypeHeaderValue.TryParse(text, out var type) || !type.Charset.HasValue)
        {
            return true; // the route refuses the type itself
        }

        var charset = HeaderUtilities.UnescapeAsQuotedString(type.Charset).ToString();
        try
        {
            type.Charset = Encoding.GetEncoding(charset).WebName;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException or FormatException)
        {
            return false;
        }

        request.ContentType = type.ToString();
        return true;
    }
}
