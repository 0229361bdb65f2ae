using Members.Gateway.Access;
using Members.Gateway.Edge;

namespace Members.Gateway.Account;

/// <summary>
/// Keeps where a member came from while the browser is open: <c>?return_to=</c> of any page of the account. It is checked again at each
/// use, since an origin may be taken from the list meanwhile, and a neighbouring host may plant cookies.
/// </summary>
internal sealed class ReturnLinks(ClientOrigins origins) : IEndpointFilter
{
    public const string Parameter = "return_to", Cookie = "__Host-members-return";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (await Find(context.HttpContext) is { } link)
        {
            context.HttpContext.Features.Set(link);
        }

        return await next(context);
    }

    private async Task<ReturnLink?> Find(HttpContext context)
    {
        var asked = context.Request.Query[Parameter].ToString();
        var kept = Uri.UnescapeDataString(ExactCookie.Read(context.Request, Cookie) ?? "");
        if (asked.Length == 0 && kept.Length == 0)
        {
            return null;
        }

        var registered = (await origins.GetPolicyAsync(context, null))?.Origins ?? [];
        if (ReturnLink.Parse(asked, registered) is not { } link)
        {
            return ReturnLink.Parse(kept, registered);
        }

        context.Response.Cookies.Append(Cookie, link.Address, new CookieOptions
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        });
        return link;
    }
}
