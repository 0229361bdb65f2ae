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
    public static Page Form(string token, string? fault = null) => new(fault is null ? 200 : 400, Heading, fault, fault is not null, token);

    /// <summary>The password is set.</summary>
    public static Page Done() => new(200, "Your password is set", "You can close this page and log in with the new password. Sessions that were open have ended.", false, null);

    /// <summary>What was wrong: with the form, when it can be sent again, or without it.</summary>
    public static Page Refused(Refusal refusal, string token)
    {
        var reply = refusal.Entry.SetPasswordPage;
        return reply.Title is null
            ? new(reply.Status, Heading, reply.Message, true, token)
            : new(reply.Status, reply.Title, reply.Message, true, null);
    }

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext) => Html.SetPassword.Write(httpContext, _status, Html.Policy(), _values);
}
