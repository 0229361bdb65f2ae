using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Gateway.Json;

namespace Members.Gateway.Wix;

/// <summary>
/// Rewrites a member's picture to what Wix clients read: an object with the address (wix-contract B.1). They ignore the plain
/// address that our own paths return.
/// </summary>
internal sealed class PictureFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is not IValueHttpResult { Value: { } value }
            || GatewayJson.Default.GetTypeInfo(value.GetType()) is not { } type
            || JsonSerializer.SerializeToNode(value, type) is not JsonObject body
            || body["member"]?["picture"]?.GetValue<string>() is not { } address)
        {
            return result;
        }

        body["member"]!["picture"] = new JsonObject { ["url"] = address };
        return TypedResults.Text(body.ToJsonString(), "application/json; charset=utf-8");
    }
}
