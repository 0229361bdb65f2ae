using System.Globalization;
using Members.Gateway.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Members.Gateway.Pages;

/// <summary>A page: a component that is rendered once, on the server, and needs no JavaScript.</summary>
/// <typeparam name="TView">The component.</typeparam>
/// <typeparam name="TModel">What it shows.</typeparam>
/// <param name="model">What it shows.</param>
/// <param name="status">The HTTP status.</param>
internal sealed class Page<TView, TModel>(TModel model, int status = StatusCodes.Status200OK) : IResult
    where TView : PageView
    where TModel : class
{
    /// <summary>How long to wait before trying again; the answer is held back, as that of the API is.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where its forms may be sent; null for one whose response leads to an address of somebody else's.</summary>
    public string? FormAction { get; init; } = "'self'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (RetryAfter is { } wait)
        {
            await httpContext.RequestServices.GetRequiredService<HeldRefusals>().Hold(httpContext, wait);
        }

        var page = await PageContext.Of(httpContext);
        var html = await Render(page, model, httpContext.RequestServices);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = PagePolicy.With(FormAction);
        response.Headers["Referrer-Policy"] = OwnForms.ReferrerPolicy;
        response.Headers.ContentLanguage = page.Culture.Name;
        response.Headers.Vary = "Accept-Language, Cookie";
        await response.WriteAsync(html, httpContext.RequestAborted);
    }

    /// <summary>The markup alone, in the language of the request.</summary>
    public static async Task<string> Render(PageContext page, TModel model, IServiceProvider services)
    {
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (page.Culture, page.Culture);
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?>
        {
            [nameof(PageRoot<,>.Page)] = page,
            [nameof(PageRoot<,>.Model)] = model,
        });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<PageRoot<TView, TModel>>(parameters)).ToHtmlString());
    }
}
