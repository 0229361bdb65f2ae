using Members.Gateway.Access;
using Members.Gateway.Edge;

namespace Members.Gateway.Pages;

/// <summary>
/// Lets a form through that a page of ours has sent (ASVS 5.0, 3.5.1). Who was logged out meanwhile and in again is asked to send it once
/// more; nothing that they typed is lost.
/// </summary>
internal sealed class GuardedForms(OwnForms forms) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            return await next(context);
        }

        http.Request.RequireForm();
        if (forms.Refuse(http) is { } foreign)
        {
            return foreign;
        }

        var form = await http.Request.ReadRequiredForm(http.RequestAborted); // kept by the request, so that handlers need not wait
        return Caller.Of(http) is Caller.Member { ByCookie: true }
            && SessionCookie.TryRead(http.Request, out var token)
            && !FormToken.IsGood(form[FormToken.Field], token)
                ? KeptForm.Of(http.Request).Page()
                : await next(context);
    }
}
