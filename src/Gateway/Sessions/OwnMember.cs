using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Sessions;

/// <summary>
/// The answer to a session check. While a member's record stands, each check shows the same view of it, whose body is kept with it: writing
/// it anew was a third of what a check cost.
/// </summary>
internal sealed class OwnMember(MemberView member) : IResult, IEndpointMetadataProvider
{
    private static readonly ConditionalWeakTable<MemberView, byte[]> Bodies = [];

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MemberAnswer), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        if (!Bodies.TryGetValue(member, out var body))
        {
            var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            body = JsonSerializer.SerializeToUtf8Bytes(MemberAnswer.Of(member), json.GetTypeInfo(typeof(MemberAnswer)));
            Bodies.AddOrUpdate(member, body);
        }

        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
    }
}
