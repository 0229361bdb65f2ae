using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>What the set-password page shows.</summary>
internal sealed class Page : IResult
{
    private const string Heading = "Set your password";

    private readonly int _status;
    private readonly (string Name, object? Value)[] _values;

    private Page(int status, string title, string? message, bool failed, string? token) =>
        (_status, _values) = (status, [("title", title), ("message", message), ("failed", failed), ("token", token)]);

    /// <summary>The form, with what was wrong with the last try.</summary>
    public static Page Form(string token, string? fault = null, int? status = null) =>
        new(status ?? (fault is null ? 200 : 400), Heading, fault, fault is not null, token);

    /// <summary>The password is set.</summary>
    public static Page Done() => new(200, "Your password is set", "You can close this page and log in with the new password. Sessions that were open have ended.", false, null);

    /// <summary>The link is no good, and why.</summary>
    public static Page Refused(Refusal refusal) => refusal switch
    {
        Refusal.TokenExpired => Dead("This link has expired", "Your password has not changed. Ask for a new link where you log in."),
        Refusal.TokenInvalid { Fate: TokenFate.Used } => Dead("This link has been used already", "Each link works once. If it was not you who used it, ask for a new link at once."),
        Refusal.TokenInvalid { Fate: TokenFate.Replaced } => Dead("There is a newer link", "Only the link in the newest mail works. Your password has not changed."),
        _ => Dead("This link does not work", "It may be incomplete or withdrawn. Your password has not changed. Ask for a new link where you log in."),
    };

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Html.SetPassword.Write(httpContext, _status, Html.Policy(), _values);

    private static Page Dead(string title, string message) => new(StatusCodes.Status400BadRequest, title, message, true, null);
}
