using System.Collections.Immutable;
using Members.Secrets;

namespace Members.Grains.Mail;

/// <summary>The queue as a mail shows it, read when the mail is made.</summary>
/// <param name="Count">How many wait.</param>
/// <param name="Waited">How long the first of them has waited.</param>
/// <param name="First">The first of them.</param>
[GenerateSerializer, Immutable, Alias("members.MailedApplications")]
public sealed record MailedApplications(int Count, TimeSpan Waited, ImmutableArray<MailedApplication> First);

/// <summary>Somebody who waits, as a mail shows them.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Email">Their address.</param>
/// <param name="Link">The token that opens the application.</param>
[GenerateSerializer, Immutable, Alias("members.MailedApplication")]
public sealed record MailedApplication(string? Name, string Email, OpaqueToken Link);
