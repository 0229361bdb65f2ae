using System.Collections.Immutable;
using Members.Admission;
using Members.ApiKeys;
using Members.Directory;
using Members.Grains.Accounts;
using Members.Grains.Admission;
using Members.Grains.Directory;
using Members.Grains.Invitations;
using Members.Invitations;
using Members.Grains.Upkeep;

namespace Members.Tests.Grains.Hosting;

/// <summary>A reading side that lists what a test puts into it.</summary>
internal sealed class DirectoryStub : IDirectoryStore, IRetentionStore, IApplicationStore, IInvitationStore
{
    /// <summary>What the sweeper finds due.</summary>
    public ImmutableArray<Guid> Due { get; set; } = [];

    /// <summary>The next page.</summary>
    public MemberPage Page { get; set; } = new([], null);

    /// <summary>The last question.</summary>
    public MemberQuery? Asked { get; private set; }

    /// <summary>The last offset.</summary>
    public int Offset { get; private set; }

    /// <summary>All keys.</summary>
    public ImmutableArray<ApiKeyView> Keys { get; set; } = [];

    /// <summary>What asking fails with; null when it does not.</summary>
    public Exception? Fault { get; set; }

    public Task<MemberPage> ListMembers(MemberQuery query, int offset, CancellationToken cancellationToken)
    {
        Offset = offset;
        return Answer(Page, query);
    }

    public Task<ImmutableArray<ApiKeyView>> ListApiKeys(CancellationToken cancellationToken) => Answer(Keys, null);

    public Task<ImmutableArray<Guid>> FindDue(DateTimeOffset now, int limit, CancellationToken cancellationToken) => Task.FromResult(Due);

    /// <summary>Who waits for approval, the first first.</summary>
    public ImmutableArray<MemberRecord> Waiting { get; set; } = [];

    public Task<ApplicationRows> ListApplications(ApplicationQuery query, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.FromResult(new ApplicationRows([.. Waiting.Take(query.Limit).Select(m => new ApplicationRow(m, 0, 0))], null));

    public Task<QueueFigures> CountApplications(DateTimeOffset now, DateTimeOffset newestUntil, CancellationToken cancellationToken)
    {
        var times = Waiting.Select(m => (DateTimeOffset?)MemberApplications.Newest(m)!.SubmittedAt).ToList();
        return Task.FromResult(new QueueFigures(times.Count, times.Min(), null, times.Where(t => t <= newestUntil).Max()));
    }

    public Task<ImmutableArray<Guid>> FindAdmissionsDue(
        AdmissionDeadlines deadlines, int limit, CancellationToken cancellationToken) => Task.FromResult(ImmutableArray<Guid>.Empty);

    public Task<bool> AddInvitations(IReadOnlyList<NewInvitation> invitations, int most, DateTimeOffset now) => Task.FromResult(false);

    public Task<Invitation?> FindInvitation(string digest) => Task.FromResult<Invitation?>(null);

    public Task<InvitationPage> ListInvitations(int limit, PageMark? after) => Task.FromResult(new InvitationPage([], null));

    public Task RevokeInvitation(Guid invitation, DateTimeOffset now) => Task.CompletedTask;

    public Task<int> DeleteAttempts(DateTimeOffset time, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task<int> DeleteCleared(DateTimeOffset time, int limit, CancellationToken cancellationToken) => Task.FromResult(0);

    public Task Probe(CancellationToken cancellationToken) => Answer(0, null);

    private Task<T> Answer<T>(T answer, MemberQuery? query)
    {
        Asked = query;
        return Fault is null ? Task.FromResult(answer) : Task.FromException<T>(Fault);
    }
}
