using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Members.Accounts;
using Members.Gateway.Staff;
using Members.Staff;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace Members.Gateway.Sessions;

/// <summary>
/// The answer to a session check. While a member's record stands, each check shows the same view of it, whose body is kept with it: writing
/// it anew was a third of what a check cost.
/// </summary>
internal sealed class OwnMember(MemberView member, StaffRoles roles) : IResult, IEndpointMetadataProvider
{
    private static readonly ConditionalWeakTable<MemberView, byte[]> Bodies = [];

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(MemberWithRolesAnswer), ["application/json"]));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        // Roles are not the member's own: a change of them leaves the view as it was.
        if (roles != StaffRoles.None)
        {
            return Write(httpContext, Body(httpContext));
        }

        if (!Bodies.TryGetValue(member, out var body))
        {
            body = Body(httpContext);
            Bodies.AddOrUpdate(member, body);
        }

        return Write(httpContext, body);
    }

    private static Task Write(HttpContext httpContext, byte[] body)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        return httpContext.Response.Body.WriteAsync(body, 0, body.Length, httpContext.RequestAborted);
    }

    private byte[] Body(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var answer = MemberWithRolesAnswer.Of(member, roles);
        return JsonSerializer.SerializeToUtf8Bytes(answer, json.GetTypeInfo(typeof(MemberWithRolesAnswer)));
    }
}
