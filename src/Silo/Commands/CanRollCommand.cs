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
            "can-roll", "Says whether silos of a running version may be replaced by this one, one by one: exits with 0 if so, 1 if not.")
        {
            from, json,
        };
        command.SetAction(parsed =>
        {
            var answer = RollCheck.Of(parsed.GetRequiredValue(from));
            var all = JsonSerializer.SerializeToElement(new { verdict = answer.Verdict.ToString(), detail = answer.Sentence });
            new Output(parsed.GetValue(json)).Result(all, answer.Sentence);
            return answer.ExitCode;
        });
        return command;
    }
}
