using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Unit.Registration;

/// <summary>Finds every password right, and lets something happen meanwhile.</summary>
internal sealed class FakeHashing(Action? meanwhile) : IPasswordHashing
{
    public Refusal.Overloaded? RefuseNow(HashRequest request) => null;

    public Task<Outcome<PasswordCheck>> Check(
        PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken)
    {
        meanwhile?.Invoke();
        return Task.FromResult<Outcome<PasswordCheck>>(new PasswordCheck(digest is not null));
    }

    public Task<Outcome<PasswordDigest>> Hash(
        PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) => throw new NotSupportedException();

    public Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Violation? Inspect(PortableHash hash) => throw new NotSupportedException();

    public Task<Outcome<PasswordTrial>> Try(
        PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
