using System.ComponentModel.DataAnnotations;
using Members.Accounts;
using Members.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Admission;

/// <summary>
/// The body of a decision. <c>seen</c> is the status that the decider had before them, PENDING if absent; <c>number</c> is the
/// application that they saw, and <c>answeredAt</c> its <c>answersChangedAt</c>, or else its <c>submittedAt</c>.
/// </summary>
internal sealed record DecisionRequest(string? Reason, string? Note, int? Number, string? Seen, DateTimeOffset? AnsweredAt);

/// <summary>The body of a block. Without <c>until</c> the applicant is blocked for good.</summary>
internal sealed record BlockDecisionRequest(
    string? Reason, string? Note, int? Number, string? Seen, DateTimeOffset? Until, bool? TellMember, DateTimeOffset? AnsweredAt);

/// <summary>The body of a claim; <c>release</c> gives it up.</summary>
internal sealed record ClaimRequest(bool? Release);

/// <summary>The body of a note, and of a question.</summary>
internal sealed record NoteRequest([property: Required] string? Text);

/// <summary>Decides on one application.</summary>
internal static class DecisionEndpoints
{
    public static Task<Results<Ok<DecidedAnswer>, Problem>> Approve(
        string id, DecisionRequest request, HttpContext context, IGrainFactory grains) =>
        Decide(id, new DecideApplication(ApplicationCommand.Approve), request, context, grains);

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Reject(
        string id, DecisionRequest request, HttpContext context, IGrainFactory grains) =>
        Decide(id, new DecideApplication(ApplicationCommand.Reject), request, context, grains);

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Block(
        string id, BlockDecisionRequest request, HttpContext context, IGrainFactory grains) => Decide(
        id,
        new DecideApplication(ApplicationCommand.Block) { Until = request.Until, TellMember = request.TellMember == true },
        new DecisionRequest(request.Reason, request.Note, request.Number, request.Seen, request.AnsweredAt),
        context,
        grains);

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Undo(string id, HttpContext context, IGrainFactory grains) =>
        Run(id, context, grains, application => application.UndoDecision());

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Note(
        string id, NoteRequest request, HttpContext context, IGrainFactory grains) =>
        Run(id, context, grains, application => application.AddNote(request.Text ?? ""));

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Ask(
        string id, NoteRequest request, HttpContext context, IGrainFactory grains) =>
        Run(id, context, grains, application => application.Ask(request.Text ?? ""));

    public static Task<Results<Ok<DecidedAnswer>, Problem>> Claim(
        string id, ClaimRequest request, HttpContext context, IGrainFactory grains) =>
        Run(id, context, grains, application => application.Claim(request.Release == true));

    /// <summary>Reads what the decider saw.</summary>
    public static MemberStatus Seen(string? text, RequestReader reader)
    {
        if (text is null)
        {
            return MemberStatus.Pending;
        }

        if (MemberStatuses.FindByApiName(text) is { } seen)
        {
            return seen;
        }

        reader.AddUnknownValue("seen", [.. MemberStatuses.Visible.Select(s => s.ApiName)]);
        return default;
    }

    /// <summary>The decision with what the decider saw and wrote; null when it is not theirs, or nothing that there is was seen.</summary>
    /// <param name="command">What they decide.</param>
    /// <param name="request">What they saw and wrote.</param>
    /// <param name="context">The request.</param>
    /// <param name="refused">Why there is none.</param>
    public static DecideApplication? Read(DecideApplication command, DecisionRequest request, HttpContext context, out Problem? refused)
    {
        var reader = new RequestReader();
        var seen = Seen(request.Seen, reader);
        refused = reader.Succeeded ? ApproverLimits.Refuse(context, seen) : Problem.Invalid(reader.Violations);
        return refused is null
            ? command with
            {
                Seen = seen,
                Number = request.Number,
                AnsweredAt = request.AnsweredAt,
                Reason = request.Reason,
                Note = request.Note,
            }
            : null;
    }

    private static async Task<Results<Ok<DecidedAnswer>, Problem>> Decide(
        string id, DecideApplication command, DecisionRequest request, HttpContext context, IGrainFactory grains) =>
        Read(command, request, context, out var refused) is { } decision
            ? await Run(id, context, grains, application => application.Decide(decision))
            : refused!;

    private static async Task<Results<Ok<DecidedAnswer>, Problem>> Run(
        string id, HttpContext context, IGrainFactory grains, Func<IMemberApplicationsGrain, Task<Outcome<ApplicationDecided>>> command)
    {
        if (!Ids.TryParse(id, out var member))
        {
            return Problem.From(new Refusal.MemberNotFound());
        }

        var outcome = await command(grains.GetGrain<IMemberApplicationsGrain>(member));
        if (!outcome.Succeeded)
        {
            return Problem.From(outcome.Refusal);
        }

        return await QueueEndpoints.Queue(grains).Find(member) is { } application
            ? TypedResults.Ok(new DecidedAnswer(ApplicationBody.Of(ApproverLimits.Trim(context, application)), outcome.Value.Changed))
            : Problem.From(new Refusal.MemberNotFound());
    }
}
