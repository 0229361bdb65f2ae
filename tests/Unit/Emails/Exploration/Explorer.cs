using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// Runs a scenario in every order of its steps, with every fault at every step, by doing it again from the start for
/// each: depth first, and no further where a state has been seen before, since what can follow from it is known.
/// </summary>
internal sealed class Explorer(Scenario scenario, Rules rules)
{
    private const int EnoughViolations = 3;

    private readonly List<(int Chosen, int Choices)> _path = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly List<string> _violations = [];
    private readonly StringBuilder _text = new();
    private long _finished, _cut, _steps;

    /// <summary>Explores all of it, or until enough is known to be wrong.</summary>
    public static Report Explore(Scenario scenario, Rules rules)
    {
        // A test framework's context would take the continuations to other threads.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return new Explorer(scenario, rules).Explore();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private Report Explore()
    {
        do
        {
            RunOne();
        }
        while (_violations.Count < EnoughViolations && NextPath());

        return new Report(scenario.Name, _finished, _cut, _seen.Count, _steps, _violations);
    }

    private bool NextPath()
    {
        while (_path.Count > 0 && _path[^1].Chosen + 1 >= _path[^1].Choices)
        {
            _path.RemoveAt(_path.Count - 1);
        }

        if (_path.Count == 0)
        {
            return false;
        }

        _path[^1] = (_path[^1].Chosen + 1, _path[^1].Choices);
        return true;
    }

    private void RunOne()
    {
        var run = new Run(scenario, rules);
        for (var depth = 0; run.Violation is null; depth++)
        {
            var choices = run.Choices();
            if (depth == _path.Count)
            {
                if (!_seen.Add(KeyOf(run)))
                {
                    _cut++;
                    return;
                }

                if (choices.Count == 0)
                {
                    run.Finish();
                    break;
                }

                _path.Add((0, choices.Count));
            }

            run.Do(choices[_path[depth].Chosen]);
            _steps++;
        }

        _finished++;
        if (run.Violation is { } violation)
        {
            _violations.Add($"{scenario.Name}: {violation}\n  {string.Join("\n  ", run.Trace)}");
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
