using System.Net;
using Members.ApiKeys;
using Members.Calls;
using Members.Gateway.Errors;
using Members.OAuth;
using Members.Sessions;

namespace Members.Gateway.Access;

/// <summary>Who is calling, once that has been found out.</summary>
internal abstract record Caller
{
    private Caller()
    {
    }

    /// <summary>Nobody known; at most by which client they came.</summary>
    public sealed record Visitor(LiveVisitor? Visit = null) : Caller
    {
        public static readonly Visitor Instance = new();
    }

    /// <summary>A member, by their session.</summary>
    public sealed record Member(LiveSession Session, bool ByCookie) : Caller;

    /// <summary>An API key.</summary>
    public sealed record Key(Guid Id, Scopes Scopes) : Caller;

    /// <summary>The caller whom the access check of this request let through.</summary>
    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Visitor.Instance;

    /// <summary>The session of a request to a route for members.</summary>
    public static LiveSession SessionOf(HttpContext context) => ((Member)Of(context)).Session;

    /// <summary>
    /// In which a site's own server says whose call it passes on: then its visitors' tries and floods are told apart as if
    /// they called themselves. Believed of API keys alone.
    /// </summary>
    public const string ClientAddressHeader = "Members-Client-Address";

    /// <summary>Who makes this request and from where, as the grains are told.</summary>
    public static CallOrigin OriginOf(HttpContext context)
    {
        // It is asked for again once it is known who calls; what was known before is made once.
        var visitor = context.Features.Get<CallOrigin>();
        if (visitor is null)
        {
            visitor = new CallOrigin("visitor", context.Connection.RemoteIpAddress?.ToString(), RequestId.Of(context));
            context.Features.Set(visitor);
        }

        return Of(context) switch
        {
            Member member => visitor with { Actor = $"member:{member.Session.Member.Id}" },
            Key key => visitor with { Actor = $"key:{key.Id}", Address = ClientAddress(context.Request) ?? visitor.Address },
            _ => visitor,
        };
    }

    private static string? ClientAddress(HttpRequest request) =>
        IPAddress.TryParse(request.Headers[ClientAddressHeader].ToString(), out var client) ? client.ToString() : null;
}
