using Members.Admission;
using Members.Outcomes;

namespace Members;

/// <content>The queue of applications.</content>
public readonly partial struct MembersApi
{
    /// <summary>A page of applications, those that wait unless the query says otherwise.</summary>
    /// <param name="query">Which ones.</param>
    public async Task<ApplicationPage> ListApplications(ApplicationQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        Flow();
        return await Queue.List(query);
    }

    /// <summary>A member's newest application, with the earlier ones.</summary>
    /// <param name="member">The member.</param>
    /// <returns>Null when there is none.</returns>
    public async Task<ApplicationView?> FindApplication(Guid member)
    {
        Flow();
        return await Queue.Find(member);
    }

    /// <summary>How many wait, since when, and how long it takes.</summary>
    public Task<QueueSummary> QueueSummary()
    {
        Flow();
        return Queue.Summary();
    }

    /// <summary>Decides on an application, unless somebody has decided otherwise since it was seen.</summary>
    /// <param name="member">The applicant.</param>
    /// <param name="command">The decision, with what the decider saw.</param>
    /// <returns>As <see cref="IMemberApplicationsGrain.Decide"/>.</returns>
    public async Task<Outcome<ApplicationDecided>> Decide(Guid member, DecideApplication command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Flow();
        return await Application(member).Decide(command);
    }

    /// <summary>Takes one's own last decision back, within the time that the site allows.</summary>
    /// <param name="member">The applicant.</param>
    /// <returns>As <see cref="IMemberApplicationsGrain.UndoDecision"/>.</returns>
    public async Task<Outcome<ApplicationDecided>> UndoDecision(Guid member)
    {
        Flow();
        return await Application(member).UndoDecision();
    }

    private IApplicationQueueGrain Queue => _grains.GetGrain<IApplicationQueueGrain>(0);

    private IMemberApplicationsGrain Application(Guid member) => _grains.GetGrain<IMemberApplicationsGrain>(member);
}
