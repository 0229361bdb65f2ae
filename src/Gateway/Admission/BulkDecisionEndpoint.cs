using System.ComponentModel.DataAnnotations;
using Members.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Admission;

/// <summary>The body of deciding many applications alike: exactly one of ids and filter.</summary>
internal sealed record BulkDecisionRequest(
    IReadOnlyList<string?>? Ids,
    BulkFilterBody? Filter,
    [property: Required] string? Outcome,
    string? Reason,
    string? Note,
    string? Seen,
    DateTimeOffset? Until = null,
    bool? TellMember = null);

/// <summary>What came of one of them.</summary>
internal sealed record BulkDecisionResult(Guid Id, bool Ok, bool? Changed, string? Code, DecisionBody? Decision);

/// <summary>What came of each, in the order of the request. With a filter, <c>more</c> says whether others match it.</summary>
internal sealed record BulkDecisionAnswer(IReadOnlyList<BulkDecisionResult> Results, bool? More);

/// <summary>What is decided on whom.</summary>
/// <param name="Ids">The members; none with a filter.</param>
/// <param name="Filter">Which applications; null for those of the ids.</param>
/// <param name="Decision">The decision.</param>
internal sealed record BulkDecision(IReadOnlyList<Guid> Ids, ApplicationQuery? Filter, DecideApplication Decision);

/// <summary>
/// Decides many applications alike. Each is a commit of its own: when one fails the others go on, and the call may be repeated.
/// </summary>
internal static class BulkDecisionEndpoint
{
    /// <summary>The most at once.</summary>
    public const int Most = 1000;

    private const int AtOnce = 8;

    private static readonly IReadOnlyDictionary<string, ApplicationCommand> Outcomes = new Dictionary<string, ApplicationCommand>
    {
        [ApplicationNames.Of(ApplicationAct.Approved)] = ApplicationCommand.Approve,
        [ApplicationNames.Of(ApplicationAct.Rejected)] = ApplicationCommand.Reject,
        [ApplicationNames.Of(ApplicationAct.Blocked)] = ApplicationCommand.Block,
    };

    public static async Task<Results<Ok<BulkDecisionAnswer>, Problem>> Handle(
        BulkDecisionRequest request, HttpContext context, IGrainFactory grains, CancellationToken cancellationToken)
    {
        if (Read(request, context, out var refused) is not { } bulk)
        {
            return refused!;
        }

        var filtered = bulk.Filter is null ? null : await FilteredApplications.Find(bulk.Filter, Most, grains);
        var results = await Run(filtered?.Ids ?? bulk.Ids, bulk.Decision, grains, cancellationToken);
        return TypedResults.Ok(new BulkDecisionAnswer(results, filtered?.More));
    }

    /// <summary>What is decided on whom; null when the request is wrong, or the caller may not.</summary>
    public static BulkDecision? Read(BulkDecisionRequest request, HttpContext context, out Problem? refused)
    {
        var reader = new RequestReader();
        if (request.Ids is null == request.Filter is null)
        {
            reader.Add("ids", "EXACTLY_ONE", "There must be either ids or a filter.");
        }
        else if (request.Ids is { Count: 0 or > Most })
        {
            reader.Add("ids", "OUT_OF_RANGE", $"The ids must be 1 to {Most} ids of members.");
        }

        var filter = request.Filter?.Read(reader);

        var ids = (request.Ids ?? []).Take(Most).Select((id, i) => reader.Id(id, $"ids[{i}]")).ToArray();

        if (!Outcomes.TryGetValue(request.Outcome ?? "", out var command))
        {
            reader.AddUnknownValue("outcome", [.. Outcomes.Keys]);
        }

        var decision = new DecideApplication(command, DecisionEndpoints.Seen(request.Seen, reader), null, request.Reason, request.Note)
        {
            Until = request.Until,
            TellMember = request.TellMember == true,
        };
        refused = reader.Succeeded ? ApproverLimits.Refuse(context, decision.Seen) : Problem.Invalid(reader.Violations);
        return refused is null ? new(ids, filter, decision) : null;
    }

    /// <summary>Decides on each by itself, some at once.</summary>
    public static async Task<IReadOnlyList<BulkDecisionResult>> Run(
        IReadOnlyList<Guid> ids, DecideApplication decision, IGrainFactory grains, CancellationToken cancellationToken)
    {
        var results = new BulkDecisionResult[ids.Count];
        await Parallel.ForAsync(
            0,
            ids.Count,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (i, _) => results[i] = await Decide(ids[i], decision, grains));
        return results;
    }

    private static async Task<BulkDecisionResult> Decide(Guid id, DecideApplication decision, IGrainFactory grains)
    {
        Outcome<ApplicationDecided> outcome;
        try
        {
            outcome = await grains.GetGrain<IMemberApplicationsGrain>(id).Decide(decision);
        }
        catch (Exception fault) when (FaultHandler.ErrorOf(fault) is { } error)
        {
            return new(id, Ok: false, null, error.Name, null);
        }

        return outcome.Succeeded
            ? new(id, Ok: true, outcome.Value.Changed, null, Body(outcome.Value.Decision))
            : new(id, Ok: false, null, outcome.Refusal.Entry.Api.Error.Name, Body(outcome.Refusal.Entry.Application?.Decision));
    }

    private static DecisionBody? Body(ApplicationDecision? decision) => decision is null ? null : DecisionBody.Of(decision);
}
