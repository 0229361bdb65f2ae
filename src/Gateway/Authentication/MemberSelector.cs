using Members.Accounts;
using Members.Outcomes;

namespace Members.Gateway.Authentication;

/// <summary>Selects a member by exactly one of id and e-mail address.</summary>
internal sealed record MemberSelector(string? Id, string? Email)
{
    /// <summary>The violation of giving none or several.</summary>
    public static Violation ExactlyOne(string choices) => new("id", "EXACTLY_ONE", $"Give exactly one of {choices}.");

    public async Task<Outcome<IMemberGrain>> Find(IGrainFactory grains, string choices)
    {
        if (Id is null == Email is null)
        {
            return new Refusal.Invalid(ExactlyOne(choices));
        }

        var reader = new RequestReader();
        if (Id is not null)
        {
            var id = reader.Id(Id, "id");
            return reader.Succeeded ? Grain(grains.GetGrain<IMemberGrain>(id)) : reader.Refusal;
        }

        var email = reader.Email(Email, "email");
        if (!reader.Succeeded)
        {
            return reader.Refusal;
        }

        return await grains.FindMember(email) is { } member ? Grain(grains.GetGrain<IMemberGrain>(member)) : new Refusal.MemberNotFound();
    }

    // C# has no implicit conversion from an interface type.
    private static Outcome<IMemberGrain> Grain(IMemberGrain grain) => Outcome<IMemberGrain>.Of(grain);
}
