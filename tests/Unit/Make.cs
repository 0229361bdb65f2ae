using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Members.Accounts;
using Members.Emails;
using Members.Grains.Accounts;
using Members.Grains.Audit;
using Members.Grains.Emails;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Sessions;
using Members.Grains.Tokens;
using Members.Leases;
using Members.Secrets;
using Members.Sessions;
using Members.Tests.Unit.Leases;

namespace Members.Tests.Unit;

/// <summary>Things that tests need and do not care about, the same on every run.</summary>
internal static class Make
{
    /// <summary>What a newer version has added to a stored object.</summary>
    public static readonly Dictionary<string, JsonElement> Unknown = new() { ["colour"] = JsonSerializer.SerializeToElement("red") };

    public static readonly Guid Owner = new("0f0e0d0c-0b0a-0908-0706-050403020100");

    public static readonly SessionOrigin Origin = new("agent", "192.0.2.1");

    public static Guid Id(int number) => new(number, 1, 2, [3, 4, 5, 6, 7, 8, 9, 10]);

    public static EmailAddress Email(string text = "ann@example.org") => EmailAddress.Parse(text);

    public static PlainPassword Password(string text = "plain old words") =>
        PlainPassword.TryParse(text, out var password) ? password : throw new ArgumentException("Not a password.", nameof(text));

    public static OpaqueToken Token(TokenPurpose purpose, int number = 1) => Token(purpose, number, number);

    public static OpaqueToken Token(TokenPurpose purpose, int number, int secret) =>
        OpaqueToken.Create(purpose, Owner, Id(number), SHA256.HashData(Encoding.ASCII.GetBytes($"{purpose} {secret}")));

    public static LeaseMetrics LeaseMetrics() => new(Readings.Meters(), new FakeLease());

    public static TokenMint Mint() => new() { Tags = new TokenTags(TokenTagKey.Of(Key().Bytes), Moments.Start) };

    public static TokenKey Key(byte filling = 7) => TokenKey.Of([.. Enumerable.Repeat(filling, 32)]);

    public static PasswordDigest Digest(string hash = "one") => new(BcryptScheme.Name, PepperRing.FixedId, hash);

    public static SessionTerms Terms(TimeSpan lifetime, int max = 50, TimeSpan idle = default) => new(lifetime, idle, max);

    public static OutboxEntry Mail(int number, MailKind kind, string to = "ann@example.org") =>
        Outbox.Entry(Id(number), kind, to, hideIgnoreMessage: false, Moments.Start, TimeSpan.FromHours(3));

    public static EventRecord Event(
        string type, string? result = null, string? from = "192.0.2.1", DateTimeOffset? at = null, string by = "visitor") =>
        new(type, at ?? Moments.Start, by, from, result, "0af7651916cd43dd8448eb211c80319c");

    public static MemberRecord Member(MemberStatus status = MemberStatus.Active) => new()
    {
        Id = Owner,
        Status = status,
        CreatedAt = Moments.Start,
        Addresses = Owning(),
        Credentials = Credentials.None.Replace(Digest()),
    };

    public static LoginEmail Login(string address = "ann@example.org") => LoginEmail.Of(Email(address));

    public static Addresses Owning(string login = "ann@example.org", params ReservedAddress[] reserved) =>
        new() { Login = Login(login), Reserved = [.. reserved] };

    /// <summary>An address left by a change; its token, its mail and the day until which it is kept go by the number.</summary>
    public static ReservedAddress Reserved(string address, int number) =>
        new(Login(address), Moments.Start + TimeSpan.FromDays(number), Token(TokenPurpose.UndoEmailChange, number).Id, Id(number));
}
