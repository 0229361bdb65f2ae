using Members.Emails;
using Members.Grains.Passwords;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>Hashing that only takes a moment: a password is its own hash.</summary>
internal sealed class PlayedHashing(Scheduler scheduler) : IPasswordHashing
{
    public static PasswordDigest Digest(PlainPassword password) => new(BcryptScheme.Name, PepperRing.FixedId, password.Reveal());

    public Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, string field, EmailAddress owner, HashRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<Outcome<PasswordDigest>>(Digest(password));

    public async Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken) =>
        await scheduler.Step($"check against {digest?.Hash}", () => new PasswordCheck(digest?.Hash == password.Reveal()));

    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) => throw new NotSupportedException();
}
