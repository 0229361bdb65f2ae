using Members.Audit;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Invitations;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Throttling;
using Members.Grains.Verification;
using Members.Outcomes;
using Members.Secrets;
using Members.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>The real handlers. Whatever they need of their silo is that of the call whose code runs.</summary>
internal static class Handlers
{
    private static readonly ISiteSettingsGrain Settings = Played.As<ISiteSettingsGrain>(
        (_, _) => new ValueTask<SignupPolicy>(new SignupPolicy(SignupApproval.Automatic, RequireEmailVerification: false)));

    private static readonly ILoginAttemptsGrain Attempts = Played.As<ILoginAttemptsGrain>(
        (method, _) => method.Name == nameof(ILoginAttemptsGrain.Take) ? Task.FromResult<TimeSpan?>(null) : Task.CompletedTask);

    private static readonly ServiceProvider Services = new ServiceCollection().AddMembersUseCases().AddLogging().AddMetrics()
        .AddSingleton<CodeMint>(s => new CodeMint(s.GetRequiredService<IOptions<MembersOptions>>()))
        .AddSingleton(Played.As<IPasswordHashing>((method, arguments) => method.Name switch
        {
            nameof(IPasswordHashing.RefuseNow) => null,
            nameof(IPasswordHashing.Hash) => Hash((PlainPassword)arguments[0]!),
            _ => Check((PlainPassword)arguments[0]!, (PasswordDigest?)arguments[1]),
        }))
        .AddSingleton(Played.As<IInvitationStore>((_, _) => null))
        .AddSingleton(Played.As<IGrainFactory>((method, arguments) => Grain(method.GetGenericArguments()[0], arguments[0]!)))
        .BuildServiceProvider();

    public static readonly UseCases Use = Services.GetRequiredService<UseCases>();

    public static readonly CodeMint Codes = Services.GetRequiredService<CodeMint>();

    public static readonly IGrainFactory Grains = Services.GetRequiredService<IGrainFactory>();

    /// <summary>What members need of a silo; two things are still to be given, which each silo has of its own.</summary>
    public static readonly MemberServices Shared = new(
        null!,
        null!,
        Services.GetRequiredService<OwnerChanges>(),
        new AuditLog(Services.GetRequiredService<Microsoft.Extensions.Logging.ILoggerFactory>()),
        Played.As<IMailSender>((_, arguments) => Call.Current.World.Mail((MailJob)arguments[0]!)),
        Grains,
        Make.Mint(),
        new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Moments.Start),
        Services.GetRequiredService<IOptions<MembersOptions>>());

    /// <summary>A password is its own hash.</summary>
    public static PasswordDigest Digest(PlainPassword password) => new(BcryptScheme.Name, PepperRing.FixedId, password.Reveal());

    private static object Grain(Type type, object key) =>
        type == typeof(ISiteSettingsGrain) ? Settings
        : type == typeof(ILoginAttemptsGrain) ? Attempts
        : key is Guid id ? Call.Current.Silo!.Member(id)
        : Call.Current.Silo!.Index((string)key);

    private static Task<Outcome<PasswordDigest>> Hash(PlainPassword password) => Task.FromResult<Outcome<PasswordDigest>>(Digest(password));

    private static async Task<Outcome<PasswordCheck>> Check(PlainPassword password, PasswordDigest? digest)
    {
        var check = new PasswordCheck(digest?.Hash == password.Reveal());
        return await Call.Current.World.Scheduler.Step(StepKind.Read, $"check against {digest?.Hash}", () => check);
    }
}
