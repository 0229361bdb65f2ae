using Members.Accounts;
using Members.Emails;
using Members.Outcomes;

namespace Members.Gateway.Authentication;

/// <summary>Selects a member by exactly one of id and e-mail address.</summary>
internal sealed record MemberSelector(string? Id, string? Email)
{
    /// <summary>The violation of giving none or several.</summary>
    public static Violation ExactlyOne(string choices) => new("id", "EXACTLY_ONE", $"Give exactly one of {choices}.");

    public async Task<Outcome<NamedMember>> Find(IGrainFactory grains, string choices)
    {
        if (Id is null == Email is null)
        {
            return new Refusal.Invalid(ExactlyOne(choices));
        }

        var reader = new RequestReader();
        if (Id is not null)
        {
            var id = reader.Id(Id, "id");
            return reader.Succeeded ? new NamedMember(grains.GetGrain<IMemberGrain>(id), Address: null) : reader.Refusal;
        }

        var email = reader.Email(Email, "email");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        return await grains.FindMember(email) is { } member
            ? new NamedMember(grains.GetGrain<IMemberGrain>(member), email)
            : new Refusal.MemberNotFound();
    }
}

/// <summary>A member who was found.</summary>
/// <param name="Grain">The member's grain.</param>
/// <param name="Address">The address that the member was named by; null when by id. The grain compares it with its record.</param>
internal sealed record NamedMember(IMemberGrain Grain, EmailAddress? Address);
