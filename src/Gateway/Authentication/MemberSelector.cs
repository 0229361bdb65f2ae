using Members.Outcomes;

namespace Members.Gateway.Authentication;

/// <summary>Selects a member by exactly one of id and e-mail address.</summary>
internal sealed record MemberSelector(string? Id, string? Email)
{
    /// <summary>The violation of giving none or several.</summary>
    public static Violation ExactlyOne(string choices) => new("id", "EXACTLY_ONE", $"Give exactly one of {choices}.");

    /// <summary>Reads which it is.</summary>
    /// <returns>Why it is none; null when <paramref name="name"/> is the member's.</returns>
    public Refusal? Read(string choices, out MemberName name)
    {
        name = default;
        if (Id is null == Email is null)
        {
            return new Refusal.Invalid(ExactlyOne(choices));
        }

        var reader = new RequestReader();
        if (Id is not null)
        {
            name = reader.Id(Id, "id");
        }
        else if (reader.Email(Email, "email") is { } email)
        {
            name = email;
        }

        return reader.Succeeded ? null : reader.Refusal;
    }
}
