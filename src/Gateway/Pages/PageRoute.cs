using Microsoft.AspNetCore.Diagnostics;

namespace Members.Gateway.Pages;

/// <summary>Says of a route that people open it: what goes wrong is told them on a page.</summary>
internal sealed class PageRoute
{
    public static readonly PageRoute Instance = new();

    /// <summary>Whether a person reads the answer: the route is a page's, or a browser opens an address where nothing is.</summary>
    public static bool Holds(HttpContext context)
    {
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return endpoint is null ? IsBrowser(context.Request) : endpoint.Metadata.GetMetadata<PageRoute>() is not null;
    }

    private static bool IsBrowser(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
}
