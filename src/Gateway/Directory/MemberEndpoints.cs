using Members.ApiKeys;
using Members.Directory;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Gateway.Staff;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Directory;

/// <summary>A page of members; the cursor is absent on the last.</summary>
internal sealed record MembersAnswer(IReadOnlyList<MemberBody> Members, string? Cursor);

/// <summary>Reads, creates and deletes members.</summary>
internal static class MemberEndpoints
{
    private const int DefaultLimit = 50, MaxLimit = 100;

    public static void MapMemberDirectory(this IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/v1/members").WithTags("Members");
        var owners = all.MapGroup("").RequireScope(Scopes.MembersManage, staff: StaffRoles.Owner);
        var group = all.MapGroup("").RequireScope(Scopes.MembersManage, staff: StaffRoles.Helpdesk);
        group.MapGet("/{id}", Get).Describe("getMember", "One member.", ApiError.MemberNotFound);
        owners.MapPost("", CreateMemberEndpoint.Handle).Describe(
            "createMember",
            "Creates an active member without a password, whose address the caller vouches for.",
            ApiError.ValidationFailed,
            ApiError.EmailAlreadyExists);
        owners.MapDelete("/{id}", Delete).Describe(
            "deleteMember",
            "Deletes a member and everything known about them, and frees the address. Staff cannot delete the last owner.",
            ApiError.MemberNotFound,
            ApiError.LastOwner);
        group.MapGet("/{id}/events", EventEndpoints.List).Describe(
            "listMemberEvents",
            "A member's last security events, newest first: who, from where, with what result. At most Members:EventsPerMember are kept; "
            + "limit asks for fewer.",
            ApiError.ValidationFailed,
            ApiError.MemberNotFound);
        group.MapPost("/{id}/end-sessions", HelpEndpoints.EndSessions).Describe(
            "endMemberSessions", "Ends all sessions of a member, and what would become one.", ApiError.MemberNotFound);
        group.MapPost("/{id}/verify-email", HelpEndpoints.VerifyEmail).Describe(
            "verifyMemberEmail",
            "Notes that the login address is the member's, as the caller knows in another way than by a mail.",
            ApiError.MemberNotFound);
        group.MapGet("", List).Describe(
            "listMembers",
            "Members, oldest first or by order=newest. An e-mail that ends with * is the start of one. Each word of q stands in the "
            + "address or a name, whatever its case and accents. lastLogin is NEVER, WITHIN_30_DAYS or IDLE_90_DAYS, or with another "
            + "number: idle is who neither registered nor logged in since. registeredFrom and registeredUntil are days in UTC, both "
            + "inclusive.",
            ApiError.ValidationFailed);
    }

    private static async Task<Results<Ok<MemberWithRolesAnswer>, Problem>> Get(string id, IGrainFactory grains, StaffChecks staff)
    {
        var member = Ids.TryParse(id, out var memberId) ? await grains.GetMembers().Of(memberId).Find() : null;
        return member is null
            ? Problem.From(new Refusal.MemberNotFound())
            : TypedResults.Ok(MemberWithRolesAnswer.Of(member, await staff.ShownRolesOf(member.Id)));
    }

    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Delete(string id, IGrainFactory grains) =>
        Ids.TryParse(id, out var member)
            ? (await grains.GetMembers().Of(member).Delete()).ToEmptyResult()
            : Problem.From(new Refusal.MemberNotFound());

    private static async Task<Results<Ok<MembersAnswer>, Problem>> List(
        string? status,
        string? email,
        string? q,
        string? emailVerified,
        string? lastLogin,
        string? registeredFrom,
        string? registeredUntil,
        string? order,
        string? limit,
        string? cursor,
        IGrainFactory grains,
        TimeProvider clock)
    {
        var reader = new RequestReader();
        if (!EmailFilter.TryParse(email, out var addresses))
        {
            reader.Add(
                "email",
                "INVALID_EMAIL",
                "The email must be an address such as ann@example.com, or the start of one with * behind it. In a URL, a + is written %2B.",
                "EMAIL");
        }

        var asked = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["status"] = status,
            ["q"] = q,
            ["emailVerified"] = emailVerified,
            ["lastLogin"] = lastLogin,
            ["registeredFrom"] = registeredFrom,
            ["registeredUntil"] = registeredUntil,
            ["order"] = order,
            ["cursor"] = cursor,
        };
        var query = MemberListing.Read(
            name => asked[name], clock.GetUtcNow(), reader.Limit(limit, DefaultLimit, MaxLimit), reader);
        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        var page = await grains.GetGrain<IDirectoryGrain>(0).ListMembers(
            query with { Email = addresses.Canonical, EmailIsPrefix = addresses.IsStart });
        return TypedResults.Ok(new MembersAnswer([.. page.Members.Select(MemberBody.Of)], page.Next is null ? null : Cursor.Of(page.Next)));
    }
}
