using Members.Audit;
using Members.Emails;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Mail;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Settings;
using Members.Leases;
using Members.Tests.Unit.Leases;
using Members.Tests.Unit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Accounts;

/// <summary>One member's context without a silo: a field is the store, other grains answer as told, and mail goes into a list.</summary>
internal sealed class FakeMember : IPersistentState<MemberRecord>, IMailSender
{
    private readonly FakeGrain _grain = new(GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(Make.Owner)));

    public FakeMember(MemberRecord stored, MembersOptions? options = null)
    {
        Stored = stored;
        Grains = GrainStub.Factory(OtherGrains);
        Context = new MemberContext(_grain, this, new MemberServices(
            new CacheValidity(Lease),
            new CacheInvalidation(
                new SingleSiloLeaseRegistry(), null!, null!, Make.LeaseMetrics(), NullLogger<CacheInvalidation>.Instance),
            new OwnerChanges(Grains, NullLogger<OwnerChanges>.Instance),
            new AuditLog(NullLoggerFactory.Instance),
            this,
            Grains,
            Make.Mint(),
            Clock,
            Options.Create(options ?? new MembersOptions())));
    }

    public IGrainFactory Grains { get; }

    /// <summary>What other grains answer, by the name of the method; what is asked beyond that fails.</summary>
    public Dictionary<string, Func<object>> OtherGrains { get; } = new()
    {
        [nameof(ILoginIndexGrain.Invalidate)] = () => Task.CompletedTask,
        [nameof(ISiteSettingsGrain.SignupPolicy)] =
            () => new ValueTask<SignupPolicy>(new SignupPolicy(SignupApproval.Automatic, RequireEmailVerification: false)),
    };

    public FakeLease Lease { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Moments.Start);

    public MemberContext Context { get; }

    public SitePolicy Site => new(Grains, Options.Create(new MembersOptions()));

    /// <summary>What is in the store: a test may change it behind the context's back, as another silo would.</summary>
    public MemberRecord Stored { get; set; }

    /// <summary>Keys of addresses that other members own.</summary>
    public HashSet<string> Taken { get; } = [];

    public int Writes { get; private set; }

    public int Drops => _grain.Deactivations;

    public List<MailJob> Mails { get; } = [];

    public MemberRecord State { get; set; } = new();

    public string? Etag => null;

    public bool RecordExists => true;

    public void Post(MailJob job) => Mails.Add(job);

    public Task ReadStateAsync()
    {
        State = Stored;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync()
    {
        if (State.Addresses.Owned().Any(a => Taken.Contains(a.Key)))
        {
            throw new OrleansException("The store failed.", new AddressTakenException());
        }

        (Stored, Writes) = (State, Writes + 1);
        return Task.CompletedTask;
    }

    /// <summary>Another silo, whose activation has taken over, writes; this one's lease has lapsed.</summary>
    public void ChangeElsewhere(Func<MemberRecord, MemberRecord> change) => (Stored, Lease.IsHeld) = (change(Stored), false);

    public Task ClearStateAsync()
    {
        Stored = State = new MemberRecord();
        return Task.CompletedTask;
    }
}
