using Members.Admission;
using Members.Gateway.Admission;
using Members.Gateway.Authentication;
using Members.Gateway.Pages;
using Members.Outcomes;

namespace Members.Gateway.Admin.Queue;

/// <summary>Carries out what was pressed in the list or on an application's page: what the API does by the same functions.</summary>
internal static class ApplicationActs
{
    private static readonly Dictionary<string, ApplicationCommand> Decisions = new(StringComparer.Ordinal)
    {
        ["approve"] = ApplicationCommand.Approve,
        ["reject"] = ApplicationCommand.Reject,
        ["block"] = ApplicationCommand.Block,
    };

    public static async Task<IResult> Run(Guid id, HttpContext context, IGrainFactory grains)
    {
        var typed = TypedAct.Of(context.Request.Form);
        var (reader, application) = (new RequestReader(), grains.GetGrain<IMemberApplicationsGrain>(id));
        Task<Outcome<ApplicationDecided>>? run = null;
        if (Decisions.TryGetValue(typed.Act, out var command))
        {
            var wanted = command == ApplicationCommand.Block
                ? new DecideApplication(command) { Until = typed.End(reader), TellMember = typed.TellMember }
                : new DecideApplication(command);
            if (DecisionEndpoints.Read(wanted, typed.Decision(), context, out var refused) is not { } decision)
            {
                return refused!;
            }

            run = reader.Succeeded ? application.Decide(decision) : null;
        }
        else
        {
            run = typed.Act switch
            {
                "undo" => application.UndoDecision(),
                "note" => application.AddNote(typed.Text),
                "ask" => application.Ask(typed.Text),
                "claim" => application.Claim(release: false),
                "release" => application.Claim(release: true),
                _ => null,
            };
        }

        if (run is null)
        {
            return await OneApplication.Refused(id, typed, reader.Refusal, context, grains);
        }

        var outcome = await run;
        return outcome.Succeeded ? Back(id, typed) : await OneApplication.Refused(id, typed, outcome.Refusal, context, grains);
    }

    // Back to the list, to the row after it, or to the application. What came of it the page reads from the application itself.
    private static SeeOther Back(Guid id, TypedAct typed)
    {
        if (typed.From is null || LocalPath.Parse("admin/queue" + typed.From) is not { } list)
        {
            return new SeeOther($"{id}?done={Uri.EscapeDataString(typed.Act)}");
        }

        var row = Guid.TryParse(typed.Next, out var next) ? $"#row-{next}" : "";
        return new SeeOther($"../../{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}last={id}{row}");
    }
}
