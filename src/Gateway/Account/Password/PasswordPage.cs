using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Gateway.Passwords;
using Members.Outcomes;

namespace Members.Gateway.Account.Password;

/// <summary>Where members change their password, or have a link mailed that sets one.</summary>
/// <param name="Email">The address that the link goes to.</param>
/// <param name="HasPassword">Whether there is one to change.</param>
internal sealed record PasswordPage(string Email, bool HasPassword)
{
    private const string Path = "/account/password";

    /// <summary>What was done last; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was changed; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path, Change);
        routes.MapPost(Path + "/link", SendLink).RequireRateLimiting(RateLimits.Member);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains) =>
        (await Of(context, grains) with { Done = context.Request.Query["done"] }).Page();

    private static async Task<IResult> Change(HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var form = context.Request.Form;
        var request = new ChangePasswordRequest(form["currentPassword"].ToString(), form["newPassword"].ToString());
        var outcome = await PasswordEndpoints.Execute(request, context, grains, cancellationToken);
        return outcome.Succeeded
            ? new SeeOther("password?done=changed")
            : (await Of(context, grains) with { Refusal = outcome.Refusal }).Page();
    }

    private static async Task<IResult> SendLink(
        HttpContext context, IGrainFactory grains, UniformAnswer uniform, CancellationToken cancellationToken)
    {
        var request = new SendSetPasswordEmailRequest(Caller.SessionOf(context).Member.LoginEmail);
        var outcome = await SendSetPasswordEmailEndpoint.Execute(request, grains, uniform, cancellationToken);
        return outcome.Succeeded
            ? new SeeOther("../password?done=sent")
            : (await Of(context, grains) with { Refusal = outcome.Refusal }).Page();
    }

    private static async Task<PasswordPage> Of(HttpContext context, IGrainFactory grains)
    {
        var member = Caller.SessionOf(context).Member;
        return new PasswordPage(member.LoginEmail, (await grains.GetMembers().Of(member.Id).Own())?.HasPassword == true);
    }

    private Page<PasswordView, PasswordPage> Page() =>
        new(this, AccountStatus.Of(Refusal)) { RetryAfter = Refusal?.Entry.RetryAfter };
}
