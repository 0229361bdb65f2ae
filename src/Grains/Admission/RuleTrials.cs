using System.Collections.Immutable;
using System.Net;
using Members.Admission;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.SignUp;

namespace Members.Grains.Admission;

/// <summary>Runs rules over applications that were made.</summary>
internal static class RuleTrials
{
    /// <summary>How many applications a draft is tried on.</summary>
    public const int Most = 100;

    /// <summary>What a draft would make otherwise of applications than the rules of today.</summary>
    /// <param name="members">Members with applications.</param>
    /// <param name="today">The rules of today.</param>
    /// <param name="draft">The draft.</param>
    /// <param name="door">What happens to whom no rule applies to.</param>
    public static RuleTrial Of(
        IReadOnlyList<MemberRecord> members, ImmutableArray<AdmissionRule> today, ImmutableArray<AdmissionRule> draft, Admittance door)
    {
        var changed = ImmutableArray.CreateBuilder<TriedApplication>();
        foreach (var member in members)
        {
            var applicant = ApplicantOf(member);
            var (before, after) = (RulesetRules.Find(today, applicant), RulesetRules.Find(draft, applicant));
            if ((before?.Then ?? door) != (after?.Then ?? door))
            {
                changed.Add(new(member.Id, member.Addresses.Login!.Typed, before?.Then ?? door, after?.Then ?? door, after?.Name));
            }
        }

        return new(members.Count, changed.ToImmutable());
    }

    private static Applicant ApplicantOf(MemberRecord member)
    {
        var application = MemberApplications.Newest(member)!;
        var network = application.Origin?.Network.Split('/')[0];
        return new(
            EmailAddress.Parse(member.Addresses.Login!.Typed),
            IPAddress.TryParse(network, out var address) ? address : null,
            application.Invitation?.Id.ToString(),
            application.Answers);
    }
}
