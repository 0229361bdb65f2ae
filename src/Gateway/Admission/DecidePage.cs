using Members.Admission;
using Members.Clustering;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Gateway.Admission;

/// <summary>
/// The page on which an approver decides about one application: what the links in the mails to approvers open. Opening it changes nothing,
/// because mail programs and scanners open links too. It works without JavaScript.
/// </summary>
internal static class DecidePage
{
    private const string Path = "/decide";

    public static void MapDecidePage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapOpenPages().RequireRateLimiting(RateLimits.Network);
        group.MapGet(Path, Show);
        group.MapPost(Path, Submit);
    }

    private static async Task<IResult> Show(HttpContext context, IGrainFactory grains, TokenReader tokens)
    {
        var text = context.Request.Query["token"].ToString();
        return tokens.TryRead(TokenPurpose.Decision, text, out var token)
            ? await Sheet(token, grains)
            : DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
    }

    private static async Task<IResult> Submit(
        HttpContext context,
        IGrainFactory grains,
        TokenReader tokens,
        PasswordLogin login,
        CancellationToken cancellationToken)
    {
        var form = context.Request.Form;
        if (!tokens.TryRead(TokenPurpose.Decision, form["token"].ToString(), out var token))
        {
            return DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var reason = form.Lines("reason");
        ApplicationCommand? command = form["outcome"].ToString() switch
        {
            "approve" => ApplicationCommand.Approve,
            "reject" => ApplicationCommand.Reject,
            _ => null,
        };
        if (command is null)
        {
            return await Sheet(token, grains, s => s with { Status = 400, IsUnclear = true, Reason = reason });
        }

        if (await RefusePassword(token, form["password"].ToString(), context, grains, login, cancellationToken) is { } wrong)
        {
            return await Sheet(token, grains, s => s with
            {
                Status = wrong.Entry.LoginPage.Status,
                PasswordRefusal = wrong,
                Reason = reason,
            });
        }

        var outcome = await grains.GetGrain<IDecisionLinksGrain>(0).Decide(token, command.Value, reason, AnsweredInput.Read(form));
        return outcome.Succeeded
            ? new SeeOther($"decide?token={Uri.EscapeDataString(token.Reveal())}")
            : await Refused(outcome.Refusal, token, reason, grains);
    }

    // Whoever decides by the mail alone has shown that they read the approver's mail; a site may want more.
    private static async Task<Refusal?> RefusePassword(
        OpaqueToken token,
        string password,
        HttpContext context,
        IGrainFactory grains,
        PasswordLogin login,
        CancellationToken cancellationToken)
    {
        if (!await AsksPassword(grains))
        {
            return null;
        }

        var opened = await grains.GetGrain<IDecisionLinksGrain>(0).Open(token);
        if (!opened.Succeeded)
        {
            return null; // said by the decision
        }

        var outcome = await login.LogIn(new LoginCredentials(opened.Value.ApproverEmail, password), context, cancellationToken);
        return outcome.Succeeded && outcome.Value.Member.Id == token.Id ? null : outcome.Refusal ?? new Refusal.InvalidCredentials();
    }

    private static async ValueTask<bool> AsksPassword(IGrainFactory grains) =>
        (await grains.SiteSettings().SignupPolicy()).Admission?.DecideBySession == true;

    private static async Task<IResult> Sheet(OpaqueToken token, IGrainFactory grains, Func<DecideSheet, DecideSheet>? change = null)
    {
        var outcome = await grains.GetGrain<IDecisionLinksGrain>(0).Open(token);
        if (!outcome.Succeeded)
        {
            return DeadLink(outcome.Refusal);
        }

        var sheet = new DecideSheet(outcome.Value, token.Reveal(), await AsksPassword(grains));
        return change is null ? sheet : change(sheet);
    }

    private static async Task<IResult> Refused(Refusal refusal, OpaqueToken token, string reason, IGrainFactory grains)
    {
        if (refusal is Refusal.TokenInvalid or Refusal.TokenExpired)
        {
            return DeadLink(refusal);
        }

        return await Sheet(token, grains, s => s with { Status = refusal.Entry.Api.Error.Status, Refusal = refusal, Reason = reason });
    }

    private static Notice DeadLink(Refusal refusal)
    {
        var kind = refusal is Refusal.TokenExpired ? "Expired"
            : refusal is Refusal.TokenInvalid { Fate: TokenFate.Revoked } ? "Revoked"
            : "Unknown";
        return Notice.Of<DecideTexts>(400, kind + "LinkTitle", kind + "Link");
    }
}
