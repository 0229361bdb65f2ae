using System.Collections.Immutable;

namespace Members.Mail;

/// <summary>An attempt at a mail that failed: neither where it was to go nor what it said.</summary>
/// <param name="At">When.</param>
/// <param name="Mail">The name of the mail, as its template has it.</param>
/// <param name="Member">In whose outbox it is.</param>
/// <param name="Attempt">Which attempt it was.</param>
/// <param name="Reason">Why, in words that are safe to show.</param>
/// <param name="IsGivenUp">Whether there will be no other attempt.</param>
[GenerateSerializer, Immutable, Alias("members.MailFailure")]
public sealed record MailFailure(DateTimeOffset At, string Mail, Guid Member, int Attempt, string Reason, bool IsGivenUp);

/// <summary>The last attempts that failed.</summary>
/// <param name="Failures">The attempts, the newest first.</param>
/// <param name="LastHour">How many there were within the last hour.</param>
/// <param name="Silent">The silos that did not answer.</param>
[GenerateSerializer, Immutable, Alias("members.MailFailures")]
public sealed record MailFailures(ImmutableArray<MailFailure> Failures, int LastHour, ImmutableArray<string> Silent);
