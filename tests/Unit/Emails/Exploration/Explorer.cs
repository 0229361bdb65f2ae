using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What was explored, and what was found wrong.</summary>
internal sealed record Report(string Name, int Runs, int States, string? Violation)
{
    public override string ToString() => $"{Name}: {Runs:N0} runs, {States:N0} states";
}

/// <summary>
/// Runs a scenario in every order of its steps, with every fault at every step, by doing it again from the start for each: depth first,
/// and no further where a state has been seen before, since what can follow from it is known.
/// </summary>
internal sealed class Explorer(Scenario scenario, PlantedFault fault)
{
    private readonly List<(int Chosen, int Choices)> _path = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly StringBuilder _text = new();

    /// <summary>Explores all of it, or until something is wrong.</summary>
    public Report Explore()
    {
        string? violation = null;
        var runs = 0;
        for (var isNew = true; isNew && violation is null; isNew = NextPath())
        {
            violation = RunOnce();
            runs++;
        }

        return new Report(scenario.Name, runs, _seen.Count, violation);
    }

    private bool NextPath()
    {
        while (_path.Count > 0 && _path[^1].Chosen + 1 >= _path[^1].Choices)
        {
            _path.RemoveAt(_path.Count - 1);
        }

        if (_path.Count > 0)
        {
            _path[^1] = (_path[^1].Chosen + 1, _path[^1].Choices);
        }

        return _path.Count > 0;
    }

    private string? RunOnce()
    {
        var run = new Run(scenario, fault);
        for (var depth = 0; run.Violation is null && (depth < _path.Count || IsNew(run, isAtRest: false)); depth++)
        {
            var choices = run.Choices();
            if (choices.Count == 0)
            {
                Finish(run);
                break;
            }

            if (depth == _path.Count)
            {
                _path.Add((0, choices.Count));
            }

            run.Take(choices[_path[depth].Chosen]);
        }

        return run.Violation is { } violation ? $"{violation}\n  {string.Join("\n  ", run.Trace)}" : null;
    }

    private void Finish(Run run)
    {
        if (IsNew(run, isAtRest: true))
        {
            run.Finish();
        }
    }

    private bool IsNew(Run run, bool isAtRest)
    {
        _text.Clear();
        run.Describe(_text, isAtRest);
        var hash = new XxHash128();
        foreach (var chunk in _text.GetChunks())
        {
            hash.Append(MemoryMarshal.AsBytes(chunk.Span));
        }

        return _seen.Add(hash.GetCurrentHashAsUInt128());
    }
}
