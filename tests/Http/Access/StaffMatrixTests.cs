using Members.Gateway.Pages;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Access;

/// <summary>Every operation that needs a key or a role, called by a session of each role and of none (admission, section 6).</summary>
[Collection(AutomaticCollection.Name)]
public sealed class StaffMatrixTests(AutomaticServer shared)
{
    private static readonly string[] Roles = ["owner", "approver", "helpdesk", "auditor", "none"];
    private readonly MembersServer _server = shared.Server;

    public static TheoryData<string, string> Matrix
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var operation in Operations.All.Where(o => o.IsElevated))
            {
                foreach (var role in Roles)
                {
                    data.Add(operation.Name, role);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Each_role_may_call_what_the_specification_gives_it_and_nothing_else(string operation, string role)
    {
        var (asked, somebody) = (Operations.Find(operation), await shared.Somebody());
        var reply = await asked.Call(await Session(role, byCookie: false), somebody.Id);
        if (!asked.Allows(role))
        {
            reply.Is(Fault.PermissionDenied);
            return;
        }

        Assert.True(asked.WhenEmpty is { } fault ? reply.Is(fault) is not null : reply.Status == 200, reply.ToString());
        var byCookie = await asked.Call(await Session(role, byCookie: true), somebody.Id);
        Assert.Equal(reply.Status, byCookie.Status);
    }

    /// <summary>What keys alone may call has no roles, on any path: also where Wix' clients look for it.</summary>
    [Fact]
    public async Task Of_the_paths_of_Wix_staff_may_call_the_block_and_the_mail_alone()
    {
        var owner = await Session("owner", byCookie: false);
        var allowed = new List<string>();
        foreach (var (method, path) in WixRoutes())
        {
            var reply = await owner.SendUnchecked(new HttpRequestMessage(new HttpMethod(method), path) { Content = Api.JsonOf(new { }) });
            if (reply.Status != 403)
            {
                allowed.Add($"{method} {path}");
            }
        }

        Assert.True(WixRoutes().Count() > 20);
        Assert.All(allowed, a => Assert.True(
            a.EndsWith("/block", StringComparison.Ordinal) || a.EndsWith("/send-set-password-email", StringComparison.Ordinal), a));
        Assert.NotEmpty(allowed);
    }

    private IEnumerable<(string Method, string Path)> WixRoutes() =>
        from route in ((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where route.Metadata.GetMetadata<PageRoute>() is null && !route.RoutePattern.RawText!.StartsWith("/admin", StringComparison.Ordinal)
        let policy = route.Metadata.GetMetadata<AuthorizationPolicy>()
        let path = "/" + route.RoutePattern.RawText!.Trim('/')
        where policy is not null && policy.Requirements.Any(r => r is Gateway.Access.ScopeRequirement { OrMember: false })
        where !path.StartsWith("/v1/", StringComparison.Ordinal)
        from method in route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (method, System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", $"{Guid.Empty}"));

    private async Task<Api> Session(string role, bool byCookie)
    {
        var email = await shared.Keep($"staff: {role}", async () => role == "none"
            ? (await _server.Register()).Email
            : (await _server.Hire(role)).Email);
        var session = await _server.OpenSession(new Person(Guid.Empty, email, "", default));
        return byCookie ? _server.Visitor.WithCookie(session) : _server.Visitor.As($"Bearer {session}");
    }
}
