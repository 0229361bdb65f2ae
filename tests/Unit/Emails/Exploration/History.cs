using System.Text;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// Checks a history against the model while it happens. It follows all orders in which the requests so far may have taken effect, each
/// at one instant between call and answer. One whose outcome is unknown may take effect later, or never.
/// </summary>
internal sealed class History(Model start)
{
    private const char NotYet = '-', Over = '!';
    private readonly List<Call> _pending = [];
    private Dictionary<string, Possibility> _possible = new() { [""] = new(start, "") };

    public void Begin(Call call)
    {
        _pending.Add(call);
        _possible = _possible.Values.Select(p => p with { Answers = p.Answers.PadRight(call.Number + 1, NotYet) }).ToDictionary(p => p.Key);
    }

    /// <summary>Takes an answer into account.</summary>
    /// <returns>False when no order of the requests explains it.</returns>
    public bool End(Call call, Answer answer)
    {
        Close();
        _pending.Remove(call);
        _possible = _possible.Values.Where(p => p.Answers[call.Number] == Letter(answer))
            .Select(p => p with { Answers = Replace(p.Answers, call.Number, Over) }).ToDictionary(p => p.Key);
        return _possible.Count > 0;
    }

    /// <summary>Whether what is stored is the state after one of the possible orders.</summary>
    public bool Explains(Model stored)
    {
        Close();
        return _possible.Values.Any(p => p.Model.Text == stored.Text);
    }

    public void Describe(StringBuilder text) => text.AppendJoin('|', _possible.Keys.Order(StringComparer.Ordinal));

    private static char Letter(Answer answer) => (char)('a' + (int)answer);

    private static string Replace(string answers, int at, char letter) => $"{answers.AsSpan(0, at)}{letter}{answers.AsSpan(at + 1)}";

    private void Close()
    {
        var open = new Queue<Possibility>(_possible.Values);
        while (open.TryDequeue(out var possibility))
        {
            foreach (var call in _pending.Where(c => possibility.Answers[c.Number] == NotYet))
            {
                var (model, answer) = possibility.Model.Apply(call.Request);
                var next = new Possibility(model, Replace(possibility.Answers, call.Number, Letter(answer)));
                if (_possible.TryAdd(next.Key, next))
                {
                    open.Enqueue(next);
                }
            }
        }
    }

    /// <summary>A state, and what was answered to each request that has taken effect.</summary>
    private sealed record Possibility(Model Model, string Answers)
    {
        public string Key => $"{Model.Text} {Answers}";
    }
}
