using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Staff;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.Staff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Members.Tests.Http.Pages;

/// <summary>Every route of a page, as it is mapped: who may open it, what it may load, and whose forms it takes.</summary>
[Collection(AutomaticCollection.Name)]
public sealed class PageAccessTests(AutomaticServer shared)
{
    private static readonly string[] Roles = ["owner", "approver", "helpdesk", "auditor"];

    private static readonly (string Name, string Value)[] Foreign =
        [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example")];

    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Staff_open_what_is_for_their_role_and_nobody_else_does()
    {
        var visitors = new Dictionary<string, PageVisitor> { [""] = await Somebody() };
        foreach (var role in Roles)
        {
            visitors[role] = await Somebody(role);
        }

        var checks = 0;
        foreach (var (path, requirement) in from page in Pages("GET")
                                            let needed = RequirementOf(page) as ScopeRequirement
                                            where needed is not null
                                            select (PathOf(page), needed))
        {
            Assert.StartsWith("/admin", path, StringComparison.Ordinal);
            foreach (var (role, visitor) in visitors)
            {
                var has = role.Length == 0 ? StaffRoles.None : Enum.Parse<StaffRoles>(role, ignoreCase: true);
                var reply = await visitor.Open(path);
                Assert.True(StaffRights.Allow(has, requirement.Staff, reads: true) == (reply.Status != 403), $"{role}: {reply}");
                Assert.True(reply.Status < 500, reply.ToString());
                checks++;
            }

            Assert.Equal("/log-in", (await new PageVisitor(_server).Open(path)).Path);
        }

        Assert.True(checks >= 5, $"Only {checks} checks were made.");
    }

    [Fact]
    public async Task A_member_opens_their_own_pages_and_a_visitor_is_asked_to_log_in()
    {
        var member = await Somebody();
        foreach (var page in Pages("GET").Where(p => RequirementOf(p) is MemberRequirement))
        {
            Assert.StartsWith("/account", PathOf(page), StringComparison.Ordinal);
            Assert.True((await member.Open(PathOf(page))).Status < 500, PathOf(page));
            Assert.Equal("/log-in", (await new PageVisitor(_server).Open(PathOf(page))).Path);
        }
    }

    // Without one of their checks, a form that another site has put together would be carried out in the name of whoever is logged in.
    [Fact]
    public async Task No_form_is_carried_out_that_another_session_or_another_site_has_sent()
    {
        var owner = await Somebody("owner");
        KeyValuePair<string, string>[] another = [new(FormToken.Field, FormToken.Of("another session"))];
        var checks = 0;
        foreach (var page in Pages("POST").Where(p => RequirementOf(p) is not null))
        {
            var path = PathOf(page);
            foreach (var fields in new[] { [], another })
            {
                Assert.Equal((409, path), ((await owner.Send(path, fields)).Status, path));
            }

            foreach (var foreign in Foreign)
            {
                Assert.Equal((403, path), ((await owner.Send(path, another, foreign)).Status, path));
            }

            Assert.Equal((401, path), ((await new PageVisitor(_server).Send(path, [])).Status, path));
            checks++;
        }

        Assert.True(checks >= 1);
    }

    [Fact]
    public async Task No_page_loads_what_is_not_its_own_or_is_kept_or_framed()
    {
        var owner = await Somebody("owner");
        foreach (var path in Pages("GET").Select(PathOf))
        {
            var page = await owner.Open(path);
            if (page.Reply.MediaType == "text/html")
            {
                PageChecks.IsHarmless(page.Reply);
                PageChecks.IsTied(page.Reply);
            }

            Assert.Equal("no-store", page.Reply.Header("Cache-Control"));
        }
    }

    private static IAuthorizationRequirement? RequirementOf(RouteEndpoint page) =>
        page.Metadata.GetMetadata<IAllowAnonymous>() is null
            ? page.Metadata.GetMetadata<AuthorizationPolicy>()!.Requirements.Single()
            : null;

    private static string PathOf(RouteEndpoint page) => "/" + string.Join('/', page.RoutePattern.PathSegments.Select(s =>
        s.Parts is [RoutePatternLiteralPart literal] ? literal.Content : "11111111-1111-4111-8111-111111111111"));

    private IEnumerable<RouteEndpoint> Pages(string method) =>
        from route in ((IEndpointRouteBuilder)_server.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        where route.Metadata.GetMetadata<PageRoute>() is not null
        where route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains(method)
        select route;

    private async Task<PageVisitor> Somebody(params string[] roles)
    {
        var person = roles.Length == 0 ? await _server.Register() : await _server.Hire(roles);
        return await PageVisitor.LoggedIn(_server, person.Email, person.Password);
    }
}
