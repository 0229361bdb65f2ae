using System.Collections.Concurrent;
using System.Text;
using Members.Accounts;
using Members.Grains.Accounts;
using Members.Grains.Mail;
using Members.Grains.Registration;
using Members.Grains.Verification;
using Members.Secrets;
using Members.Verification;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>The database, which survives every crash, and the silos over it.</summary>
internal sealed class World
{
    private static readonly EmailCode Code = EmailCode.Of(123456);
    private static readonly ConcurrentDictionary<Present, MemberRecord> Records = new();
    private readonly SortedDictionary<string, PlayedIndex> _sharedIndexes = new(StringComparer.Ordinal);

    public World(Scenario scenario, PlantedFault fault)
    {
        (Scenario, Fault, Database, Silos) = (scenario, fault, new Database(fault), new Silo[scenario.Silos]);
        Enumerable.Range(0, Silos.Length).ToList().ForEach(Restart);
    }

    public Scenario Scenario { get; }

    public PlantedFault Fault { get; }

    public Scheduler Scheduler { get; } = new();

    public Database Database { get; }

    public Silo[] Silos { get; }

    /// <summary>The link that was mailed after a verified move.</summary>
    public OpaqueToken? UndoLink { get; private set; }

    /// <summary>The code that a member was mailed, as they bring it.</summary>
    public static EmailProof ProofFor(Guid member) =>
        new(OpaqueToken.Create(TokenPurpose.EmailVerification, member, member, new byte[32]), Code);

    /// <summary>Stores the members who are there before anything begins.</summary>
    public void PutMembers()
    {
        foreach (var present in Scenario.Present)
        {
            Database.Write(Request.IdOf(present.Member), 0, Records.GetOrAdd(present, Record));
        }
    }

    /// <summary>A new process, in the place of one that crashed.</summary>
    public void Restart(int silo) => Silos[silo] = new Silo(this, Scenario.HasIndexPerSilo ? new(StringComparer.Ordinal) : _sharedIndexes);

    public object? Mail(MailJob job) => UndoLink = job.Link ?? UndoLink;

    public void Describe(StringBuilder text)
    {
        Database.Describe(text);
        Silos.ToList().ForEach(s => s.Describe(text));
        text.Append(UndoLink is not null).AppendJoin('|', Scheduler.Waiting);
    }

    private static MemberRecord Record(Present present)
    {
        var (id, password) = (Request.IdOf(present.Member), Request.PasswordOf(present.Member));
        var command = new RegisterMember(Request.EmailOf(present.Address), password, ContactInfo.Empty, ProfilePrivacy.Private);
        var member = RegistrationRules.Register(id, command, Handlers.Digest(password), MemberStatus.Active, Moments.Start);
        var token = ProofFor(id).Verification;
        return present.Code is not { } to ? member : member with
        {
            Verification = VerificationRules.New(
                VerificationUse.Change, token, Request.EmailOf(to), Handlers.Codes.Digest(id, token.Id, Code), false, Moments.Start),
        };
    }
}
