using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>
/// Mails a link that sets a password. The answer is the same at the same time whether there is such a member or not (ASVS 5.0, 6.3.8).
/// </summary>
internal static class ForgotPasswordPage
{
    private const string Path = "/forgot-password";

    public static void Map(RouteGroupBuilder group)
    {
        group.MapGet(Path, () => new ForgotPasswordForm());
        group.MapPost(Path, Submit);
        group.MapGet(Path + "/sent", Sent);
    }

    private static async Task<IResult> Submit(
        HttpContext context,
        IGrainFactory grains,
        UniformAnswer uniform,
        CallLimits limits,
        AuthorizationAudit audit,
        CancellationToken cancellationToken)
    {
        var email = context.Request.Form.Line("email");
        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return new ForgotPasswordForm(email, new Refusal.TooManyRequests(wait));
        }

        var sent = await SendSetPasswordEmailEndpoint.Execute(new(email), grains, uniform, cancellationToken);
        return sent.Succeeded ? new SeeOther("forgot-password/sent") : new ForgotPasswordForm(email, sent.Refusal);
    }

    private static Notice Sent() => Notice.Of<PasswordTexts>(200, "SentTitle", "Sent");
}
