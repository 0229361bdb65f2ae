using Members.ApiKeys;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Json;
using Members.Outcomes;
using Members.Staff;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Staff;

/// <summary>Lists, appoints and dismisses the staff. A key needs all scopes: a lesser one would raise its own rights.</summary>
internal static class StaffEndpoints
{
    public static void MapStaff(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/staff").WithTags("Staff").RequireScope(ScopeSet.All, staff: StaffRoles.Owner);
        group.MapGet("", List).Describe("listStaff", "Who has which roles.");
        group.MapPut("/{memberId}", Assign).Describe(
            "assignRoles",
            "Gives an active member these roles and no others: owner, approver, helpdesk, auditor. They count from the next call on.",
            ApiError.ValidationFailed,
            ApiError.MemberNotFound,
            ApiError.LastOwner);
        group.MapDelete("/{memberId}", Remove).Describe(
            "removeFromStaff", "Takes all roles of a member away. Twice does no harm.", ApiError.LastOwner);
    }

    private static async Task<Ok<StaffAnswer>> List(IGrainFactory grains) =>
        TypedResults.Ok(new StaffAnswer([.. (await grains.Staff().List()).People.Select(StaffPersonBody.Of)]));

    private static async Task<Results<Ok<StaffPersonAnswer>, Problem>> Assign(string memberId, StaffRequest request, IGrainFactory grains)
    {
        if (StaffNames.Table.TryParse(request.Roles ?? []) is not { } roles)
        {
            return Problem.Invalid(new Violation("roles", "UNKNOWN_ROLE", $"The roles are {string.Join(", ", StaffNames.Table.All)}."));
        }

        return Ids.TryParse(memberId, out var member)
            ? (await grains.Staff().Assign(member, roles)).ToResult(person => new StaffPersonAnswer(StaffPersonBody.Of(person)))
            : Problem.From(new Refusal.MemberNotFound());
    }

    private static async Task<Results<Ok<EmptyAnswer>, Problem>> Remove(string memberId, IGrainFactory grains) =>
        Ids.TryParse(memberId, out var member)
            ? (await grains.Staff().Remove(member)).ToEmptyResult()
            : TypedResults.Ok(EmptyAnswer.Instance);
}
