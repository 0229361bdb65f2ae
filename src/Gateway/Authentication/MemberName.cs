using Members.Accounts;
using Members.Outcomes;

namespace Members.Gateway.Authentication;

/// <summary>A member named by exactly one of id and e-mail address.</summary>
internal sealed record MemberName(string? Id, string? Email)
{
    /// <summary>The violation of naming none or several.</summary>
    public static Violation ExactlyOne(string choices) => new("id", "EXACTLY_ONE", $"Give exactly one of {choices}.");

    /// <summary>The member's grain.</summary>
    public async Task<Outcome<IMemberGrain>> Find(IGrainFactory grains, string choices)
    {
        if (Id is null == Email is null)
        {
            return new Refusal.Invalid(ExactlyOne(choices));
        }

        var read = new Reading();
        if (Id is not null)
        {
            var id = read.Id(Id, "id");
            return read.Succeeded ? Grain(grains.GetGrain<IMemberGrain>(id)) : new Refusal.Invalid([.. read.Violations]);
        }

        var email = read.Email(Email, "email");
        if (!read.Succeeded)
        {
            return new Refusal.Invalid([.. read.Violations]);
        }

        return await grains.FindMember(email) is { } member ? Grain(grains.GetGrain<IMemberGrain>(member)) : new Refusal.MemberNotFound();
    }

    // C# has no user-defined conversion from an interface, so the outcome of one is spelt out.
    private static Outcome<IMemberGrain> Grain(IMemberGrain grain) => Outcome<IMemberGrain>.Of(grain);
}
