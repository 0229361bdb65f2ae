using System.Text;
using Members.Accounts;
using Members.Audit;
using Members.Grains;
using Members.Grains.Mail;
using Members.Grains.Passwords;
using Members.Grains.Registration;
using Members.Grains.Verification;
using Members.Secrets;
using Members.Settings;
using Members.Verification;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What survives a crash, and the silos over it.</summary>
internal sealed class World : IMailSender
{
    public static readonly TimeProvider Clock = new FakeTimeProvider(Moments.Start);
    public static readonly IOptions<MembersOptions> Options = Microsoft.Extensions.Options.Options.Create(new MembersOptions());
    public static readonly AuditLog Audit = new(NullLoggerFactory.Instance);
    public static readonly CodeMint Codes = new(Options);
    private static readonly EmailCode Code = EmailCode.Of(123456);
    private static readonly Dictionary<string, char> Addresses = "xyz".ToDictionary(Request.KeyOf);
    private readonly SortedDictionary<char, PlayedIndex> _sharedIndexes = [];

    public World(Scenario scenario, PlantedFault fault)
    {
        (Scenario, Fault, Database) = (scenario, fault, new Database(fault));
        Hashing = new PlayedHashing(Scheduler);
        Silos = new Silo[scenario.Silos];
        for (var i = 0; i < Silos.Length; i++)
        {
            Restart(i);
        }
    }

    public Scenario Scenario { get; }

    public PlantedFault Fault { get; }

    public Scheduler Scheduler { get; } = new();

    public Database Database { get; }

    public IPasswordHashing Hashing { get; }

    public Silo[] Silos { get; }

    /// <summary>The link that was mailed to the address of the last verified move.</summary>
    public OpaqueToken? UndoLink { get; private set; }

    public static EmailProof ProofFor(Guid member) => new(OpaqueToken.Create(TokenPurpose.EmailVerification, member, member, new byte[32]), Code);

    public void Post(MailJob job) => UndoLink = job.Kind == MailKind.LoginEmailChanged ? job.Link ?? UndoLink : UndoLink;

    public static char AddressOf(string key) => Addresses[key];

    /// <summary>A new process in the place of one that crashed.</summary>
    public void Restart(int silo) => Silos[silo] = new Silo(this) { Indexes = Scenario.HasIndexPerSilo ? [] : _sharedIndexes };

    /// <summary>Stores a member.</summary>
    public void Put(Present present, char address)
    {
        var id = Request.IdOf(present.Member);
        var command = new RegisterMember(
            Request.EmailOf(address), Request.PasswordOf(present.Member), ContactInfo.Empty, ProfilePrivacy.Private);
        var member = RegistrationRules.Register(id, command, PlayedHashing.Digest(command.Password), SignupApproval.Automatic, Moments.Start);
        var token = ProofFor(id).Verification;
        Database.Write(id, Database.Read(id).Version, present.Code is not { } to ? member : member with
        {
            Verification = VerificationRules.New(
                VerificationUse.Change, token, Request.EmailOf(to), Codes.Digest(id, token.Id, Code), revokeSessions: false, Moments.Start),
        });
    }

    public void Describe(StringBuilder text)
    {
        Database.Describe(text);
        foreach (var silo in Silos)
        {
            silo.Describe(text);
        }

        text.Append(UndoLink is not null);
    }
}
