using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Errors;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.Queue;

/// <summary>The page of one application.</summary>
/// <param name="Application">The application as it is now, with what the viewer may do.</param>
/// <param name="Typed">What was sent and is shown again.</param>
internal sealed record OneApplication(ApplicationView Application, TypedAct Typed)
{
    /// <summary>Why it was not carried out; null before anybody has tried.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What was done last, as the address says; null for nothing.</summary>
    public string? Done { get; init; }

    public static async Task<IResult> Show(Guid id, HttpContext context, IGrainFactory grains) =>
        await Find(id, context, grains) is { } found
            ? new Page<OneApplicationView, OneApplication>(
                new OneApplication(found, TypedAct.None) { Done = context.Request.Query["done"] })
            : Problem.From(new Refusal.MemberNotFound());

    /// <summary>Shows why an act was refused, beside the application as it is now. What was typed stays.</summary>
    public static async Task<IResult> Refused(Guid id, TypedAct typed, Refusal refusal, HttpContext context, IGrainFactory grains) =>
        await Find(id, context, grains) is { } found
            ? new Page<OneApplicationView, OneApplication>(
                new OneApplication(found, typed) { Refusal = refusal }, refusal.Entry.Api.Error.Status)
            : Problem.From(new Refusal.MemberNotFound());

    private static async Task<ApplicationView?> Find(Guid id, HttpContext context, IGrainFactory grains) =>
        await QueueEndpoints.Queue(grains).Find(id) is { } found ? ApproverLimits.Trim(context, found) : null;
}
