using System.CommandLine;
using System.Text.Json;
using Members.Silo.Upgrade;

namespace Members.Silo.Commands;

/// <summary>Says whether silos of a running version may be replaced one by one.</summary>
internal static class CanRollCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "The version that runs, as its --version prints it", Required = true };
        var json = new Option<bool>("--json") { Description = "Print the answer as one JSON object, for scripts" };
        var command = new Command(
            "can-roll",
            "Says whether silos of a running version may be replaced by this one, one by one: exits with 0 if so, 1 if not, 2 if it is not "
            + "known.")
        {
            from, json,
        };
        command.SetAction(parsed =>
        {
            var answer = RollCheck.Of(parsed.GetRequiredValue(from));
            var all = JsonSerializer.SerializeToElement(new { verdict = Word(answer.Verdict), detail = answer.Sentence });
            new Output(parsed.GetValue(json)).Result(all, answer.Sentence);
            return answer.ExitCode;
        });
        return command;
    }

    // As words are written in the API.
    private static string Word(RollVerdict verdict) => verdict switch
    {
        RollVerdict.OneByOne => "ONE_BY_ONE",
        RollVerdict.OneByOneOnly => "ONE_BY_ONE_ONLY",
        RollVerdict.StopFirst => "STOP_FIRST",
        RollVerdict.Unknown => "UNKNOWN",
    };
}
