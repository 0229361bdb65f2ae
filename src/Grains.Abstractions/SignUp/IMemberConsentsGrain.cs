using System.Collections.Immutable;
using Members.Outcomes;

namespace Members.SignUp;

/// <summary>What a member has agreed to, and what the site asks them to agree to now.</summary>
/// <param name="Given">What they have agreed to.</param>
/// <param name="Due">What is due: nothing is locked until then.</param>
[GenerateSerializer, Immutable, Alias("members.MemberConsents")]
public sealed record MemberConsents(ImmutableArray<GivenConsent> Given, ImmutableArray<FormField> Due);

/// <summary>A consent.</summary>
/// <param name="Key">The field of the form.</param>
/// <param name="Version">The version of the text.</param>
/// <param name="At">When it was given.</param>
[GenerateSerializer, Immutable, Alias("members.GivenConsent")]
public sealed record GivenConsent(string Key, string Version, DateTimeOffset At);

/// <summary>A member's consents. The same grain as the member's own, keyed by the member id.</summary>
[Alias("members.IMemberConsentsGrain")]
public interface IMemberConsentsGrain : IGrainWithGuidKey
{
    /// <summary>What was agreed to, and what is due.</summary>
    /// <returns>Refused: <c>MemberNotFound</c>.</returns>
    [Alias("ListConsents")]
    Task<Outcome<MemberConsents>> ListConsents();

    /// <summary>Agrees to the versions of texts. One commit.</summary>
    /// <param name="versions">The versions by the keys of the form's fields: those of today.</param>
    /// <returns>Refused: <c>Invalid</c>, <c>MemberNotFound</c>.</returns>
    [Alias("GiveConsents")]
    Task<Outcome<MemberConsents>> GiveConsents(ImmutableSortedDictionary<string, string> versions);
}
