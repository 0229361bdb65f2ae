using Members.Accounts;
using Members.ApiKeys;
using Members.Calls;
using Members.Gateway.Errors;
using Members.OAuth;
using Members.Sessions;
using Members.Staff;

namespace Members.Gateway.Access;

/// <summary>Who makes a request.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>Somebody unknown, perhaps with the visitor token of an OAuth client.</summary>
    public sealed record Visitor(LiveVisitor? Visit = null) : Caller
    {
        public static readonly Visitor Instance = new();
    }

    /// <summary>A member, by their session.</summary>
    public sealed record Member(LiveSession Session, bool ByCookie) : Caller
    {
        /// <summary>The roles by which the call is allowed; none where members may call it.</summary>
        public StaffRoles Roles { get; init; }
    }

    /// <summary>An API key.</summary>
    public sealed record Key(Guid Id, Scopes Scopes) : Caller;

    /// <summary>The caller that the access check found.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Visitor.Instance;

    /// <summary>The session, on a route that requires a member.</summary>
    public static LiveSession SessionOf(HttpContext context) => ((Member)Of(context)).Session;

    /// <summary>Who makes this request and from where, as the grains are told.</summary>
    public static CallOrigin OriginOf(HttpContext context)
    {
        // Asked for before and after the caller is known; the part that does not change is made once.
        var visitor = context.Features.Get<CallOrigin>();
        if (visitor is null)
        {
            visitor = new CallOrigin("visitor", ClientAddress.Text(context.Connection.RemoteIpAddress), RequestId.Of(context));
            context.Features.Set(visitor);
        }

        return Of(context) switch
        {
            Member member => visitor with
            {
                Actor = $"member:{member.Session.Member.Id}",
                Name = member.Roles == StaffRoles.None ? null : MemberNames.Of(member.Session.Member),
            },
            Key key => visitor with { Actor = $"key:{key.Id}", Address = Named(context.Request) ?? visitor.Address },
            _ => visitor,
        };
    }

    private static string? Named(HttpRequest request) =>
        ClientAddress.Text(ClientAddress.Parse(request.Headers[ClientAddress.Header].ToString()));
}
