using Members.Accounts;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Account.Addresses;

/// <summary>Which address a member logs in with, and a change of it.</summary>
/// <param name="Member">The member.</param>
/// <param name="Account">What only they see of their account.</param>
/// <param name="Verifies">Whether the site mails a code to a new address.</param>
internal sealed record AddressesPage(MemberView Member, OwnAccount Account, bool Verifies)
{
    private const string Path = "/account/addresses";

    /// <summary>What was typed as the new address.</summary>
    public string NewEmail { get; init; } = "";

    /// <summary>The change that waits for its code; null for none.</summary>
    public string? Verification { get; init; }

    /// <summary>What was done last; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was changed.</summary>
    public Refusal? Refusal { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path, Change).RequireRateLimiting(RateLimits.Member);
        routes.MapPost(Path + "/code", Confirm).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains) =>
        (await Of(context, grains) with { Done = context.Request.Query["done"] }).Page();

    private static async Task<IResult> Change(
        HttpContext context, IGrainFactory grains, TokenReader tokens, CancellationToken cancellationToken)
    {
        var form = context.Request.Form;
        var page = await Of(context, grains) with { NewEmail = form.Line("newEmail") };
        if (await page.RefusePassword(form["password"].ToString(), context, grains, cancellationToken) is { } refusal)
        {
            return (page with { Refusal = refusal }).Page();
        }

        return await page.Carry(new(page.NewEmail), "addresses?done=changed", context, grains, tokens);
    }

    // The code proves the password too: its verification was begun with it.
    private static async Task<IResult> Confirm(HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        var form = context.Request.Form;
        var page = await Of(context, grains) with { NewEmail = form.Line("newEmail"), Verification = form["verification"].ToString() };
        var proof = new EmailVerificationBody(page.Verification, form.Line("code"));
        return await page.Carry(new(page.NewEmail, EmailVerification: proof), "../addresses?done=changed", context, grains, tokens);
    }

    private static async Task<AddressesPage> Of(HttpContext context, IGrainFactory grains)
    {
        var member = Caller.SessionOf(context).Member;
        var own = await grains.GetMembers().Of(member.Id).Own() ?? new OwnAccount(false, []);
        return new AddressesPage(member, own, (await grains.SiteSettings().SignupPolicy()).RequireEmailVerification);
    }

    // Whoever sits down at an open browser must not take the account over (ASVS 5.0, 7.5.1). A member without a password has nothing to
    // be asked for.
    private async Task<Refusal?> RefusePassword(
        string text, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var reader = new RequestReader();
        reader.Email(NewEmail, "newEmail");
        var password = Account.HasPassword ? reader.Password(text, "password") : null;
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        return password is null
            ? null
            : (await grains.GetMembers().Of(Member.Id).ConfirmPassword(Caller.SessionOf(context).Id, password, cancellationToken)).Refusal;
    }

    private async Task<IResult> Carry(
        ChangeLoginEmailRequest request, string done, HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        var outcome = await ChangeLoginEmailEndpoint.Execute(Member.Id, request, context, grains, tokens);
        return outcome.Succeeded ? new SeeOther(done)
            : outcome.Refusal is Refusal.EmailVerificationRequired begun ? (this with { Verification = begun.Verification.Reveal() }).Page()
            : (this with { Refusal = outcome.Refusal, Verification = CanGoOn(outcome.Refusal) ? Verification : null }).Page();
    }

    // A code that has had its time or its tries cannot be entered any more.
    private static bool CanGoOn(Refusal refusal) =>
        refusal is Refusal.EmailVerificationFailed { Reason: VerificationFailure.BadCode } or Refusal.TooManyRequests;

    private Page<AddressesView, AddressesPage> Page() =>
        new(this, AccountStatus.Of(Refusal)) { RetryAfter = Refusal?.Entry.RetryAfter };
}
