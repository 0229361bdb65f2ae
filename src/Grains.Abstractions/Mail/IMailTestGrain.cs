using Members.Outcomes;

namespace Members.Mail;

/// <summary>
/// Sends mails with sample values to one of the staff, whose member id is the key: to their own login address and nowhere else.
/// </summary>
[Alias("members.IMailTestGrain")]
public interface IMailTestGrain : IGrainWithGuidKey
{
    /// <summary>Sends a mail with sample values, now and once, and waits for the mail server.</summary>
    /// <param name="mail">Its name.</param>
    /// <param name="language">Its language.</param>
    /// <returns>
    /// What the mail server said. Refused: <c>MemberNotFound</c>, also when there is no such mail; <c>TooManyRequests</c>.
    /// </returns>
    [Alias("Send"), ResponseTimeout("00:00:30")]
    Task<Outcome<TestedMail>> Send(string mail, string language);
}

/// <summary>What came of a mail with sample values.</summary>
/// <param name="Destination">Where mails go: a server or a folder.</param>
/// <param name="Refusal">Why it was not accepted there, in words that are safe to show; null when it was.</param>
[GenerateSerializer, Immutable, Alias("members.TestedMail")]
public sealed record TestedMail(string Destination, string? Refusal);
