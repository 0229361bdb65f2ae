
namespace Members.Grains.Mail;

/// <summary>
/// A mail to send, as stored. The secret that it carries is not stored, since it could be stolen; a lost one is replaced.
/// </summary>
/// <param name="Id">The mail.</param>
/// <param name="Kind">What it says.</param>
/// <param name="To">Where it goes.</param>
/// <param name="HideIgnoreMessage">Whether it leaves out "ignore this if it was not you".</param>
/// <param name="ExpiresAt">After this it is not worth sending.</param>
/// <param name="NotBefore">When it is tried again, if it has not left by then.</param>
/// <param name="Attempts">How often it has been tried; zero while it waits for the site's hourly allowance.</param>
[GenerateSerializer, Immutable, Alias("members.OutboxEntry")]
internal sealed record OutboxEntry(
    Guid Id, MailKind Kind, string To, bool HideIgnoreMessage, DateTimeOffset ExpiresAt, DateTimeOffset NotBefore, int Attempts)
    : Extensible
{
    /// <summary>What it says besides its kind; null for a kind that says the same to everybody.</summary>
    [Id(7)]
    public MailFacts? Facts { get; init; }
}
