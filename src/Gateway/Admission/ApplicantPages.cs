using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Login;
using Members.Gateway.Pages;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.Secrets;
using Members.SignUp;

namespace Members.Gateway.Admission;

/// <summary>Makes the page of an applicant: the application by the token of the link, or what became of the link.</summary>
internal sealed class ApplicantPages(IGrainFactory grains, TokenReader tokens, LogInLink logIn, TimeProvider clock)
{
    public async Task<IResult> Sheet(string text, Func<ApplicationSheet, ApplicationSheet>? change = null)
    {
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return await DeadLink(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var outcome = await grains.GetGrain<IMemberApplicationsGrain>(token.Owner).Mine(token);
        if (!outcome.Succeeded)
        {
            return await DeadLink(outcome.Refusal);
        }

        var wait = await ApplicantEndpoints.TypicalWait(outcome.Value, grains);
        var form = (await SignUpSite.Read(grains)).Form;
        var sheet = new ApplicationSheet(outcome.Value, text, wait, clock.GetUtcNow())
        {
            HasForm = form.Fields.Any(f => f.Kind != FieldKind.Consent),
        };
        return change is null ? sheet : change(sheet);
    }

    public async Task<IResult> Refused(string text, Refusal refusal, string? reply = null) =>
        refusal is Refusal.TokenInvalid or Refusal.TokenExpired
            ? await DeadLink(refusal)
            : await Sheet(text, s => s with { Status = refusal.Entry.Api.Error.Status, Refusal = refusal, Reply = reply });

    // Logging in tells everybody how they stand. Approval and a block end the link: nobody is let in, or told why not, by a mailed address.
    public async Task<IResult> DeadLink(Refusal refusal)
    {
        var kind = refusal is Refusal.TokenInvalid invalid
            ? invalid.Fate switch
            {
                TokenFate.Unknown or TokenFate.Used => "Unknown",
                TokenFate.Replaced => "Replaced",
                TokenFate.Revoked => "Revoked",
            }
            : "Expired";
        return Notice.Of<ApplicantTexts>(400, kind + "LinkTitle", kind + "Link", await logIn.Read());
    }
}
