using Members.Accounts;
using Members.Emails;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Tests.Grains.Hosting;

/// <summary>Commands in the words of the tests that do not care about devices.</summary>
internal static class GrainCalls
{
    public static Task<Outcome<LoggedIn>> Login(
        this IMemberGrain member, EmailAddress email, PlainPassword password, CancellationToken cancellationToken = default) =>
        member.Login(new LogIn(email, password), cancellationToken);

    public static Task<Outcome<PasswordSet>> SetPassword(this IMemberGrain member, OpaqueToken token, PlainPassword password) =>
        member.SetPassword(new SetPassword(token, password));
}
