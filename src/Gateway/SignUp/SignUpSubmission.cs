using Members.Accounts;
using Members.Gateway.Access;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Gateway.Sessions;
using Members.Outcomes;
using Microsoft.Extensions.Options;

namespace Members.Gateway.SignUp;

/// <summary>
/// Takes the form of the sign-up page and does what register does. What it does against bots refuses no person: a form with a filled trap
/// is dropped, and one that was too fast is shown again.
/// </summary>
internal sealed class SignUpSubmission(
    IGrainFactory grains, TokenReader tokens, CallLimits limits, AuthorizationAudit audit, DroppedSignUps dropped, RenderedTimes times,
    BrowserSessions sessions, IOptions<PagesOptions> pages, TimeProvider clock)
{
    public async Task<IResult> Handle(HttpContext context, CancellationToken cancellationToken)
    {
        var sent = context.Request.Form;
        if (sent["extra"].ToString().Length > 0)
        {
            dropped.Add();
            return new SeeOther("sign-up/received");
        }

        var form = await SignUpForm.Read(TypedSignUp.Of(sent), context, grains, clock);
        var act = sent["act"].ToString();
        if (act == "change")
        {
            return await (form with { Typed = form.Typed with { Verification = null } }).Stamp(times);
        }

        if (limits.Refuse(context) is { } wait)
        {
            audit.Denied(context, Problem.TooMany(wait));
            return SignUpRefusals.Show(form, new Refusal.TooManyRequests(wait));
        }

        if (!await times.IsGood(form.Typed.Rendered))
        {
            return await (form with { IsStale = true }).Stamp(times);
        }

        // Without what was mailed register begins anew, and mails another code.
        var asked = act == "resend" ? form with { Typed = form.Typed with { Verification = null } } : form;
        var request = Request(asked, sent["password"].ToString(), sent["code"].ToString());
        var outcome = await RegisterEndpoint.Execute(request, context, grains, tokens, cancellationToken);
        return outcome.Succeeded ? await Leave(outcome.Value, context) : SignUpRefusals.Show(form, outcome.Refusal);
    }

    private static RegisterRequest Request(SignUpForm form, string password, string code)
    {
        var typed = form.Typed;
        return new(typed.Email, password, typed.Language is { } language ? new ContactInfoBody(Locale: language) : null, null)
        {
            EmailVerification = typed.Verification is { } verification ? new(verification, code.Trim()) : null,
            Answers = TypedAnswers.Json(typed, form.Site.Form),
            Invitation = typed.Invitation.Length > 0 ? typed.Invitation : null,
        };
    }

    // A success leads to a page of its own: going back or reloading sends nothing again. Where members have no pages here the ticket is
    // left unused: whoever has just chosen a password logs in with it where the site's members do.
    private async Task<IResult> Leave(Registered done, HttpContext context) => done switch
    {
        { SessionTicket: { } ticket } when pages.Value.Members && (await sessions.Open(ticket, context, isKept: false)).Succeeded =>
            new SeeOther("account"),
        { SessionTicket: not null } => new SeeOther("sign-up/done"),
        { ApplicationToken: { } token } => new SeeOther($"application?token={token.Reveal()}"),
        _ => new SeeOther("sign-up/received"),
    };
}
