using System.Collections.Immutable;
using Members.SignUp;

namespace Members.Admission;

/// <summary>What other rules would have made of the last applications.</summary>
/// <param name="Tried">How many applications were looked at.</param>
/// <param name="Results">Those of which the rules would make something else.</param>
[GenerateSerializer, Immutable, Alias("members.RuleTrial")]
public sealed record RuleTrial(int Tried, ImmutableArray<TriedApplication> Results);

/// <summary>An application of which other rules would make something else.</summary>
/// <param name="Member">The member.</param>
/// <param name="Email">The login address.</param>
/// <param name="Before">What the rules and the door of today make of it.</param>
/// <param name="After">What the draft and the door of today make of it.</param>
/// <param name="Rule">The rule of the draft that applies; null when none does.</param>
[GenerateSerializer, Immutable, Alias("members.TriedApplication")]
public sealed record TriedApplication(Guid Member, string Email, Admittance Before, Admittance After, string? Rule);
