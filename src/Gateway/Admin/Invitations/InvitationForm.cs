using System.Globalization;
using Members.Gateway.Authentication;
using Members.Gateway.Invitations;
using Members.Gateway.Pages;

namespace Members.Gateway.Admin.Invitations;

/// <summary>What was typed to make invitations.</summary>
internal sealed record InvitationForm
{
    public string Count { get; init; } = "1";

    public string Uses { get; init; } = "1";

    /// <summary>The last day on which they are good.</summary>
    public string Until { get; init; } = "";

    public string Email { get; init; } = "";

    public string Admits { get; init; } = "queue";

    public string Note { get; init; } = "";

    public bool Send { get; init; }

    /// <summary>The newest invitation of the sender's that there was when the form was opened.</summary>
    public string Before { get; init; } = "";

    public static InvitationForm Of(IFormCollection form) => new()
    {
        Count = form.Line("count"),
        Uses = form.Line("uses"),
        Until = form.Line("expiresAt"),
        Email = form.Line("email"),
        Admits = form.Line("admits"),
        Note = form.Lines("note"),
        Send = form.IsTicked("send"),
        Before = form.Line("before"),
    };

    /// <summary>The body that the API takes.</summary>
    public CreateInvitationsRequest Request(RequestReader reader) => new(
        Number(Count),
        Number(Uses),
        End(reader),
        Email.Length == 0 ? null : Email,
        Admits.Length == 0 ? null : Admits,
        Note.Length == 0 ? null : Note,
        Send);

    // What is no number is none that is allowed.
    private static int? Number(string text) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : -1;

    private DateTimeOffset? End(RequestReader reader)
    {
        if (Until.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(Until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day < DateOnly.MaxValue)
        {
            return new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        reader.Add("expiresAt", "INVALID_DATE", "The expiresAt must be a day.");
        return null;
    }
}
