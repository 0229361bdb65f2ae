using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// Runs a scenario in every order of its steps, with every fault at every step, by doing it again from the start for each: depth first,
/// and no further where a state has been seen before, since what can follow from it is known.
/// </summary>
internal sealed class Explorer(Scenario scenario, PlantedFault fault)
{
    private const int EnoughViolations = 3;
    private readonly List<(int Chosen, int Choices)> _path = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<string> _violations = [];
    private readonly StringBuilder _text = new();
    private long _runs, _steps;

    public Report Explore()
    {
        do
        {
            RunOne();
            _runs++;
        }
        while (_violations.Count < EnoughViolations && NextPath());

        return new Report(scenario.Name, _runs, _seen.Count, _steps, _violations);
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

    private void RunOne()
    {
        var run = new Run(scenario, fault);
        for (var depth = 0; run.Violation is null; depth++)
        {
            if (depth == _path.Count && !_seen.Add(KeyOf(run)))
            {
                return;
            }

            var choices = run.Choices();
            if (choices.Count == 0)
            {
                run.Finish();
                break;
            }

            if (depth == _path.Count)
            {
                _path.Add((0, choices.Count));
            }

            run.Take(choices[_path[depth].Chosen]);
            _steps++;
        }

        if (run.Violation is { } violation)
        {
            _violations.Add($"{violation}\n  {string.Join("\n  ", run.Trace)}");
        }
    }

    private UInt128 KeyOf(Run run)
    {
        _text.Clear();
        run.Describe(_text);
        var hash = new XxHash128();
        foreach (var chunk in _text.GetChunks())
        {
            hash.Append(MemoryMarshal.AsBytes(chunk.Span));
        }

        return hash.GetCurrentHashAsUInt128();
    }
}
