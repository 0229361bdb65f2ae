using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Account.Deletion;

/// <summary>Where members have their account deleted, after a while in which they can come back.</summary>
/// <param name="Email">The address that they log in with.</param>
/// <param name="HasPassword">Whether there is a password to be asked for.</param>
/// <param name="At">When it would be deleted, if they asked now; null when a silo of the former version does not say.</param>
internal sealed record DeletePage(string Email, bool HasPassword, DateTimeOffset? At)
{
    private const string Path = "/account/delete";

    /// <summary>Why nothing was done; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path, Delete).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TimeProvider clock) =>
        (await Of(context, grains, clock)).Page();

    private static async Task<IResult> Delete(
        HttpContext context, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var request = new DeleteAccountRequest(context.Request.Form["password"].ToString());
        var outcome = await DeletionEndpoint.Execute(request, context, grains, cancellationToken);
        if (!outcome.Succeeded)
        {
            return (await Of(context, grains, clock) with { Refusal = outcome.Refusal }).Page();
        }

        GoodbyePage.Remember(context, outcome.Value.At);
        return new SeeOther("../goodbye");
    }

    private static async Task<DeletePage> Of(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var member = Caller.SessionOf(context).Member;
        var own = await grains.GetMembers().Of(member.Id).Own() ?? new OwnAccount(false, []);
        return new DeletePage(member.LoginEmail, own.HasPassword, clock.GetUtcNow() + own.DeletionDelay);
    }

    private Page<DeleteView, DeletePage> Page() => new(this, AccountStatus.Of(Refusal)) { RetryAfter = Refusal?.Entry.RetryAfter };
}
