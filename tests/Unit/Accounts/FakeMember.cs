using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Members.Audit;
using Members.Grains;
using Members.Grains.Accounts;
using Members.Grains.Emails;
using Members.Grains.Leases;
using Members.Grains.Mail;
using Members.Tests.Unit.Leases;
using Members.Tests.Unit.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Unit.Accounts;

/// <summary>One member's context without a silo: the record is a field, other silos there are none, and mail goes into a list.</summary>
internal sealed class FakeMember : IPersistentState<MemberRecord>, IMailSender
{
    private readonly FakeGrain _grain = new(GrainId.Create(GrainType.Create("member"), GrainIdKeyExtensions.CreateGuidKey(Make.Owner)));

    public FakeMember(MemberRecord stored, MembersOptions? options = null)
    {
        Stored = stored;
        var grains = DispatchProxy.Create<IGrainFactory, NoGrains>();
        Context = new MemberContext(_grain, this, new MemberServices(
            new CacheValidity(Lease),
            new CacheInvalidation(new SingleSiloLeaseRegistry(), null!, NullLogger<CacheInvalidation>.Instance),
            new OwnerChanges(grains, NullLogger<OwnerChanges>.Instance),
            new AuditLog(NullLoggerFactory.Instance),
            this,
            grains,
            Clock,
            Options.Create(options ?? new MembersOptions())));
    }

    public FakeLease Lease { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Moments.Start);

    public MemberContext Context { get; }

    /// <summary>What is in the store: a test may change it behind the context's back, as another silo would.</summary>
    public MemberRecord Stored { get; set; }

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
        (Stored, Writes) = (State, Writes + 1);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync()
    {
        Stored = State = new MemberRecord();
        return Task.CompletedTask;
    }

    /// <summary>There is no other grain: what is asked of one fails, as it may.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "The proxy is made from a subclass.")]
    private class NoGrains : DispatchProxy
    {
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => throw new NotSupportedException(targetMethod?.Name);
    }
}
