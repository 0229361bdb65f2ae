using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Hosting;
using Members.Gateway.Sessions;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Account.Deletion;

/// <summary>The body of delete-account.</summary>
/// <param name="Password">The password, of a member who has one.</param>
internal sealed record DeleteAccountRequest(string? Password);

/// <summary>When the account is deleted, unless the member logs in before.</summary>
internal sealed record DeleteAccountAnswer(DateTimeOffset DeletionDate);

/// <summary>Members ask for the deletion of their own account.</summary>
internal static class DeletionEndpoint
{
    public static void MapAccountDeletion(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/v1/authentication").WithTags("Sessions").MapPost("/delete-account", Handle)
            .RequireMember(managesAccount: true).RequireRateLimiting(RateLimits.Member)
            .Describe(
                "deleteAccount",
                "Has the member's own account deleted after a while, and logs them out everywhere. Logging in until then keeps it.",
                ApiError.ValidationFailed,
                ApiError.InvalidCredentials,
                ApiError.LastOwner,
                ApiError.TooManyRequests,
                ApiError.Overloaded);

    /// <summary>Asks for the deletion of the member whose session it is: for the API and for the page.</summary>
    public static async Task<Outcome<RequestedDeletion>> Execute(
        DeleteAccountRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // Whether there is a password to be asked for is for the member's grain to say.
        var reader = new RequestReader();
        var password = string.IsNullOrEmpty(request.Password) ? null : reader.Password(request.Password, "password");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        var session = Caller.SessionOf(context);
        var outcome = await grains.GetMembers().Of(session.Member.Id).RequestDeletion(new(session.Id, password), cancellationToken);
        if (outcome.Succeeded)
        {
            OwnSessions.ClearBrowser(context);
        }

        return outcome;
    }

    private static async Task<Results<Ok<DeleteAccountAnswer>, Problem>> Handle(
        DeleteAccountRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken) =>
        (await Execute(request, context, grains, cancellationToken)).ToResult(asked => new DeleteAccountAnswer(asked.At));
}
