using Members.Admission;
using Members.Calls;
using Members.Grains.Accounts;
using Orleans.Concurrency;

namespace Members.Grains.Admission;

/// <summary>Lists applications for processes without a database. A stateless worker: it runs where it is called.</summary>
[StatelessWorker, Reentrant, GrainType("application-queue")]
internal sealed class ApplicationQueueGrain(IApplicationStore store, TimeProvider clock) : Grain, IApplicationQueueGrain
{
    /// <inheritdoc/>
    public async Task<ApplicationPage> List(ApplicationQuery query)
    {
        var (now, to) = (clock.GetUtcNow(), await Actors.Of(CallOrigin.Current, GrainFactory));
        var folded = query.Text is { } text ? query with { Text = MemberApplications.Fold(text) } : query;
        var page = await store.ListApplications(folded, now, CancellationToken.None);
        return new([.. page.Rows.Select(r => ApplicationViews.Of(r, to, now)).OfType<ApplicationView>()], page.Next);
    }

    /// <inheritdoc/>
    public async Task<ApplicationView?> Find(Guid member) =>
        (await List(new ApplicationQuery { Statuses = [], Member = member, Limit = 1 })).Applications is [var found] ? found : null;

    /// <inheritdoc/>
    public async Task<QueueSummary> Summary()
    {
        var figures = await store.CountApplications(clock.GetUtcNow(), CancellationToken.None);
        return new(figures.Waiting, figures.Oldest, figures.MedianWait);
    }
}
