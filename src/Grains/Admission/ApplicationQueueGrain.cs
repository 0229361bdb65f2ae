using System.Collections.Immutable;
using Members.Admission;
using Members.Calls;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Grains.Staff;
using Members.Outcomes;
using Members.Settings;
using Members.SignUp;
using Orleans.Concurrency;

namespace Members.Grains.Admission;

/// <summary>Lists applications for processes without a database. A stateless worker: it runs where it is called.</summary>
[StatelessWorker, Reentrant, GrainType("application-queue")]
internal sealed class ApplicationQueueGrain(IApplicationStore store, SitePolicy site, Approvers approvers, TimeProvider clock)
    : Grain, IApplicationQueueGrain
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
        var now = clock.GetUtcNow();
        var figures = await store.CountApplications(now, now, CancellationToken.None);
        return new(figures.Waiting, figures.Oldest, figures.MedianWait) { LacksApprover = await LacksApprover(now) };
    }

    /// <inheritdoc/>
    public async Task<Outcome<RuleTrial>> TryRules(ImmutableArray<AdmissionRule> rules)
    {
        var policy = await site.Current();
        var terms = await site.Terms(policy);
        if (RulesetRules.Violations(rules, terms.Terms.Form).ToArray() is { Length: > 0 } wrong)
        {
            return new Refusal.Invalid([.. wrong]);
        }

        var now = clock.GetUtcNow();
        var query = new ApplicationQuery { Statuses = [], NewestFirst = true, Limit = RuleTrials.Most };
        var page = await store.ListApplications(query, now, CancellationToken.None);
        var door = policy.ModeAt(now) == SignupMode.Open ? Admittance.Approve : Admittance.Queue;
        return RuleTrials.Of([.. page.Rows.Select(r => r.Member)], terms.Terms.Rules, rules, door);
    }

    // While a cluster is being upgraded, a silo of the former version may be asked who the staff is.
    private async Task<bool> LacksApprover(DateTimeOffset now)
    {
        try
        {
            return Approvers.AreNeeded((await site.Current()).ModeAt(now)) && (await approvers.Told()).IsEmpty;
        }
        catch (Exception fault) when (fault is ArgumentException or OrleansException)
        {
            return false;
        }
    }
}
