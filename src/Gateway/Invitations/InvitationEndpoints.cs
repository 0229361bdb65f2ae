using Members.ApiKeys;
using Members.Directory;
using Members.Gateway.Access;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Directory;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Gateway.OAuth;
using Members.Gateway.SignUp;
using Members.Invitations;
using Members.Outcomes;
using Members.SignUp;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Invitations;

/// <summary>The body of new invitations; <c>admits</c> is queue if absent.</summary>
internal sealed record CreateInvitationsRequest(
    int? Count, int? Uses, DateTimeOffset? ExpiresAt, string? Email, string? Admits, string? Note, bool? Send = null);

/// <summary>An invitation. The code and the link are told when it is made, and never again.</summary>
internal sealed record InvitationBody(
    Guid Id,
    string? Code,
    string? Link,
    int Uses,
    int UsesLeft,
    DateTimeOffset? ExpiresAt,
    string? Email,
    string Admits,
    string? Note,
    ActorBody CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt)
{
    public static InvitationBody Of(Invitation invitation, string? code = null, string? link = null) => new(
        invitation.Id,
        code,
        link,
        invitation.Uses,
        invitation.Uses - invitation.Used,
        invitation.ExpiresAt,
        invitation.Email,
        SignUpNames.Of(invitation.Admits),
        invitation.Note,
        ActorBody.Of(invitation.By),
        invitation.CreatedAt,
        invitation.RevokedAt);
}

/// <summary>A page of invitations; the cursor is absent on the last.</summary>
internal sealed record InvitationsAnswer(IReadOnlyList<InvitationBody> Invitations, string? Cursor);

/// <summary>Makes, lists and withdraws invitations.</summary>
internal static class InvitationEndpoints
{
    private const int DefaultLimit = 50, MaxLimit = 100;

    public static void MapInvitations(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/invitations").WithTags("Invitations").RequireScope(
            Scopes.MembersManage, staff: StaffRoles.Approver);
        group.MapGet("", List).Describe(
            "listInvitations", "Invitations, newest first. Who used one is listed by listApplications.", ApiError.ValidationFailed);
        group.MapPost("", Create).Describe(
            "createInvitations",
            "Makes invitations, each with a code of its own, which is told once. With send, it is mailed to its email too.",
            ApiError.ValidationFailed,
            ApiError.TooManyRequests);
        group.MapDelete("/{id}", Revoke).Describe("revokeInvitation", "Withdraws an invitation. Twice does no harm.");
    }

    private static async Task<Results<Ok<InvitationsAnswer>, Problem>> List(string? limit, string? cursor, IGrainFactory grains)
    {
        var reader = new RequestReader();
        var size = reader.Limit(limit, DefaultLimit, MaxLimit);
        PageMark? after = null;
        if (cursor is not null && !Cursor.TryParse(cursor, out after))
        {
            reader.Add("cursor", "INVALID_CURSOR", "The cursor must be one that an earlier page answered.");
        }

        if (!reader.Succeeded)
        {
            return Problem.Invalid(reader.Violations);
        }

        var page = await grains.GetGrain<IInvitationsGrain>(0).List(size, after);
        return TypedResults.Ok(new InvitationsAnswer(
            [.. page.Invitations.Select(i => InvitationBody.Of(i))], page.Next is { } next ? Cursor.Of(next) : null));
    }

    private static async Task<Results<Ok<InvitationsAnswer>, Problem>> Create(
        CreateInvitationsRequest request, HttpContext context, IGrainFactory grains, PublicAddress site)
    {
        var reader = new RequestReader();
        var command = Read(request, reader);
        return reader.Succeeded
            ? (await grains.GetGrain<IInvitationsGrain>(0).Create(command)).ToResult(made => new InvitationsAnswer(
                [.. made.Invitations.Select(i => Of(i, site.Of(context.Request)))], null))
            : Problem.Invalid(reader.Violations);
    }

    /// <summary>What is to be made.</summary>
    public static CreateInvitations Read(CreateInvitationsRequest request, RequestReader reader) => new(
        request.Count ?? 1,
        request.Uses ?? 1,
        request.Admits is null ? Admittance.Queue : SignUpNames.Then(request.Admits, "admits", reader))
    {
        ExpiresAt = request.ExpiresAt,
        Email = request.Email is null ? null : reader.Email(request.Email, "email"),
        Note = request.Note,
        Send = request.Send == true,
    };

    private static async Task<Ok<EmptyAnswer>> Revoke(string id, IGrainFactory grains)
    {
        if (Ids.TryParse(id, out var invitation))
        {
            await grains.GetGrain<IInvitationsGrain>(0).Revoke(invitation);
        }

        return TypedResults.Ok(EmptyAnswer.Instance);
    }

    /// <summary>The link by which a code is used.</summary>
    public static string LinkOf(string code, string site) => $"{site}/sign-up?invitation={code}";

    private static InvitationBody Of(NewInvitation made, string site)
    {
        var code = made.Code.Reveal();
        return InvitationBody.Of(made.Invitation, code, LinkOf(code, site));
    }
}
