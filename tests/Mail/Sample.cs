using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Members.Grains;
using Members.Grains.Mail;
using Members.Secrets;
using Members.Silo.Mail;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using MimeKit;

namespace Members.Tests.Mail;

/// <summary>Mails to test with.</summary>
internal static class Sample
{
    public const string Address = "ada.secret@example.org";

    public static DateTimeOffset Now { get; } = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    public static OpaqueToken NewLink(Guid member) =>
        OpaqueToken.Create(TokenPurpose.SetPassword, member, Guid.NewGuid(), RandomNumberGenerator.GetBytes(32));

    public static MailJob SetPassword(Guid? member = null, Guid? entry = null, string? name = "Ada", bool hideIgnoreMessage = false)
    {
        var owner = member ?? Guid.NewGuid();
        var lifetime = TimeSpan.FromHours(3);
        return new(owner, entry ?? Guid.NewGuid(), 1, MailKind.SetPassword, Address, name, NewLink(owner), lifetime, hideIgnoreMessage);
    }

    public static MailJob Changed(Guid? member = null, string? name = "Ada") =>
        new(member ?? Guid.NewGuid(), Guid.NewGuid(), 1, MailKind.LoginEmailChanged, Address, name, null, TimeSpan.FromHours(3), false);

    public static MailJob Undoable() =>
        Changed() with
        {
            Link = OpaqueToken.Create(TokenPurpose.UndoEmailChange, Guid.NewGuid(), Guid.NewGuid(), RandomNumberGenerator.GetBytes(32)),
            LinkLifetime = TimeSpan.FromDays(7),
        };

    public static MailJob Code(int number = 123_456) =>
        Changed(name: null) with { Kind = MailKind.VerificationCode, LinkLifetime = TimeSpan.FromMinutes(10), Code = EmailCode.Of(number) };

    public static MailComposer Composer(
        MailOptions? options = null, string baseUrl = "https://example.org/club/", TimeProvider? clock = null, bool hasConsole = true) =>
        Composer(
            Options.Create(options ?? new MailOptions { SiteName = "Chess Club", From = "Chess Club <club@example.org>" }),
            new FixedBaseUrl(baseUrl) { HasConsole = hasConsole },
            clock);

    private static MailComposer Composer(IOptions<MailOptions> options, FixedBaseUrl site, TimeProvider? clock) => new(
        options,
        Options.Create(new MembersOptions()),
        new MailTemplates(options),
        site,
        clock ?? new FakeTimeProvider(Now));

    public static SmtpTransport Transport(
        MailOptions options, X509ChainPolicy? trust = null, string baseUrl = "https://example.org", TimeProvider? clock = null)
    {
        options.Host ??= "127.0.0.1";
        return new(Options.Create(options), new FixedBaseUrl(baseUrl), clock ?? TimeProvider.System, trust);
    }

    /// <summary>The bytes of a message as they travel.</summary>
    public static byte[] Bytes(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, stream);
        return stream.ToArray();
    }

    private sealed class FixedBaseUrl(string value) : IPublicBaseUrl
    {
        public Uri Value { get; } = new(value);

        public bool HasConsole { get; init; }
    }
}
