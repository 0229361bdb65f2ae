using Members.Gateway.Access;
using Members.Gateway.Pages;
using Members.Settings;

namespace Members.Gateway.SignUp;

/// <summary>The sign-up page: the form, or once a code was mailed the form that asks for it.</summary>
/// <param name="Site">What the site asks.</param>
/// <param name="Typed">What was typed, which is kept.</param>
/// <param name="Mode">The site's door now.</param>
internal sealed record SignUpForm(SignUpSite Site, TypedSignUp Typed, SignupMode Mode) : IResult
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What was wrong, or what comes next.</summary>
    public string? Message { get; init; }

    /// <summary>What is wrong with what was typed, by the name of the input.</summary>
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether a code was mailed, and the form asks for that.</summary>
    public bool AsksForCode => Typed.Verification is not null;

    /// <summary>The form as the site has it now.</summary>
    public static async Task<SignUpForm> Read(TypedSignUp typed, IGrainFactory grains, TimeProvider clock)
    {
        var site = await SignUpSite.Read(grains);
        return new(site, typed, site.Policy.ModeAt(clock.GetUtcNow()));
    }

    /// <summary>The same form, made now.</summary>
    public async Task<SignUpForm> Stamp(RenderedTimes times) => this with { Typed = Typed with { Rendered = await times.Now() } };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers["Referrer-Policy"] = OwnForms.ReferrerPolicy;
        if (RetryAfter is { } wait)
        {
            await httpContext.RequestServices.GetRequiredService<HeldRefusals>().Hold(httpContext, wait);
        }

        await Html.SignUp.Write(
            httpContext,
            Status,
            Html.Policy(),
            ("title", AsksForCode ? "Confirm your e-mail address" : "Sign up"),
            ("message", Message),
            ("failed", Status >= 400),
            ("rendered", Typed.Rendered),
            ("hidden", SignUpInputs.Hidden(this).Select(h => new[] { h.Name, h.Value }).ToArray()),
            ("fields", SignUpInputs.Shown(this).Select(i => i.Values()).ToArray()),
            ("button", AsksForCode ? "Confirm" : "Sign up"));
    }
}
