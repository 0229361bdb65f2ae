using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Passwords;

/// <summary>What the set-password page shows.</summary>
internal sealed class SetPasswordForm : IResult
{
    private const string Heading = "Set your password";

    private readonly int _status;
    private readonly (string Name, object? Value)[] _values;

    private SetPasswordForm(int status, string title, string? message, bool failed, string? token, string? email = null) =>
        (_status, _values) =
            (status, [("title", title), ("message", message), ("failed", failed), ("token", token), ("email", email)]);

    /// <param name="token">The token of the link.</param>
    /// <param name="email">The member's address, under which password stores keep the new password.</param>
    public static SetPasswordForm Empty(string token, string? email) =>
        new(StatusCodes.Status200OK, Heading, null, false, token, email);

    public static SetPasswordForm Done() => new(
        StatusCodes.Status200OK,
        "Your password is set",
        "You can close this page and log in with the new password. Sessions that were open have ended.",
        false,
        null);

    /// <summary>What was wrong, with the form again if another attempt can succeed.</summary>
    public static SetPasswordForm Refused(Refusal refusal, string token, string? email = null)
    {
        var reply = refusal.Entry.SetPasswordPage;
        return reply.Title is { } title
            ? new(reply.Status, title, reply.Message, true, null)
            : new(reply.Status, Heading, reply.Message, true, token, email);
    }

    public Task ExecuteAsync(HttpContext httpContext) => Html.SetPassword.Write(httpContext, _status, Html.Policy(), _values);
}
