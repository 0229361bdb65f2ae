using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Gateway.Json;

namespace Members.Gateway.Wix;

/// <summary>
/// A member's picture as Wix clients read it: an object with its address (wix-contract B.1). The plain address that our own
/// paths answer they would take for no picture.
/// </summary>
internal sealed class PictureFilter : IEndpointFilter
{
    /// <inheritdoc/>
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
