using System.Text;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What can happen to a step that waits.</summary>
internal enum Turn
{
    /// <summary>It takes effect and is answered.</summary>
    Done,

    /// <summary>It takes effect, and then the process and its memory are gone.</summary>
    DoneThenCrash,

    /// <summary>It takes effect, but a fault is answered.</summary>
    AnswerLost,

    /// <summary>It fails without effect.</summary>
    Failed,

    /// <summary>A fault is answered; the call is still on its way.</summary>
    Late,
}

/// <summary>One thing that the schedule may let happen next.</summary>
/// <param name="Process">Whose step; null for the clock, or for a call that was on its way.</param>
/// <param name="Turn">What becomes of it.</param>
/// <param name="Recovery">What is asked of the member afterwards, when it is a fault.</param>
/// <param name="Arrival">The late call that arrives.</param>
internal readonly record struct Choice(Process? Process, Turn Turn, Recovery Recovery, int Arrival = -1);

/// <summary>One schedule of a scenario, from its beginning.</summary>
internal sealed class Run
{
    private readonly Scenario _scenario;
    private readonly World _world;
    private readonly List<Process> _processes = [];
    private readonly List<(string Name, Func<object?> Effect)> _late = [];
    private readonly List<(string What, Choice Choice)> _trace = [];
    private readonly HashSet<Process> _answered = [];
    private readonly Invariants _invariants;
    private int _faults, _lapses;

    public Run(Scenario scenario, Rules rules)
    {
        (_scenario, _world) = (scenario, new World(rules));
        foreach (var (member, address) in scenario.Present)
        {
            _world.Settle(member, address);
        }

        _invariants = new Invariants(_world, scenario);
        foreach (var request in scenario.Requests)
        {
            Begin(request, new Activation(_world, request.Member));
        }

        Check();
    }

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Violation { get; private set; }

    public IEnumerable<string> Trace => _trace.Select(t => t.Choice.Turn == Turn.Done ? t.What : $"{t.What} [{t.Choice.Turn}, then {t.Choice.Recovery}]");

    /// <summary>All that may happen next, always in the same order.</summary>
    public List<Choice> Choices()
    {
        var choices = new List<Choice>();
        foreach (var process in _processes)
        {
            if (process.Waiting is { } step)
            {
                choices.Add(new Choice(process, Turn.Done, Recovery.None));
                AddFaults(choices, process, step);
            }
        }

        for (var i = 0; i < _late.Count; i++)
        {
            choices.Add(new Choice(null, Turn.Done, Recovery.None, i));
        }

        // Time alone changes nothing once everything has stood still: the end lets it pass anyway.
        if (choices.Count > 0 && _lapses < _scenario.Lapses && _world.HasFreshClaim)
        {
            choices.Add(new Choice(null, Turn.Done, Recovery.None));
        }

        return choices;
    }

    public void Do(Choice choice)
    {
        _trace.Add((NameOf(choice), choice));
        if (choice.Process is { Waiting: { } step } process)
        {
            Take(process, step, choice);
        }
        else if (choice.Arrival >= 0)
        {
            var effect = _late[choice.Arrival].Effect;
            _late.RemoveAt(choice.Arrival);
            effect();
        }
        else
        {
            _lapses++;
            _world.LetClaimsLapse();
        }

        Check();
    }

    /// <summary>Lets time pass, the upkeep do its work, the callers repeat themselves, and newcomers ask for every address.</summary>
    public void Finish()
    {
        Violation ??= _faults == 0 && _scenario.ExactlyOneWins ? Invariants.ExactlyOneWins(_processes) : null;
        Upkeep();
        Violation ??= _invariants.AtRest();

        var before = Rows();
        Upkeep();
        Violation ??= Rows() == before ? null : "a second round of upkeep still found something to do";

        Repeat();
        before = Rows();
        Repeat();
        Violation ??= !_scenario.RepeatsChangeNothing || Rows() == before ? null : "repeating the requests once more changed the rows (I12)";

        Newcomers();
    }

    public void Describe(StringBuilder text)
    {
        _world.Describe(text, withVersions: true);
        text.Append(_faults).Append(',').Append(_lapses).Append('|');
        foreach (var process in _processes)
        {
            text.Append((int)process.Request.Kind).Append(process.Number).Append((int)process.Fate).Append(process.History)
                .Append(process.Waiting?.Name).Append(process.Activation.Memory).Append('|');
        }

        foreach (var (name, _) in _late)
        {
            text.Append(name).Append('|');
        }

        _invariants.Describe(text);
    }

    private void AddFaults(List<Choice> choices, Process process, Step step)
    {
        if (_faults >= _scenario.Faults)
        {
            return;
        }

        foreach (var recovery in _scenario.Recoveries)
        {
            choices.Add(new Choice(process, Turn.Failed, recovery));
            if (step.Kind == StepKind.Read)
            {
                continue;
            }

            choices.Add(new Choice(process, Turn.DoneThenCrash, recovery));
            choices.Add(new Choice(process, Turn.AnswerLost, recovery));
            if (step.Kind == StepKind.Call && _scenario.CallsMayArriveLate)
            {
                choices.Add(new Choice(process, Turn.Late, recovery));
            }
        }
    }

    private void Take(Process process, Step step, Choice choice)
    {
        switch (choice.Turn)
        {
            case Turn.Done:
                step.Answer(step.Effect());
                return;
            case Turn.DoneThenCrash:
                step.Effect();
                process.Crash();
                break;
            case Turn.AnswerLost:
                step.Effect();
                step.Fail(new IOException("The answer was lost."));
                break;
            case Turn.Failed:
                step.Fail(new IOException("Nothing was done."));
                break;
            case Turn.Late:
                _late.Add(($"{process.Request}: {step.Name} #{process.Number}", step.Effect));
                step.Fail(new IOException("No answer in time."));
                break;
        }

        _faults++;
        Recover(process, choice.Recovery);
    }

    // A fault leaves the activation with what it remembers; a crash, and the sight of another's write, do not.
    private void Recover(Process process, Recovery recovery)
    {
        if (recovery == Recovery.None)
        {
            return;
        }

        var request = recovery == Recovery.Upkeep ? new Request(process.Request.Member, RequestKind.Sweeps, null) : process.Request;
        var survives = process.Fate == Fate.Failed && !process.Activation.IsDropped;
        Begin(request, survives ? process.Activation : new Activation(_world, process.Request.Member));
    }

    private Process Begin(Request request, Activation activation)
    {
        var process = new Process(_processes.Count, request, activation);
        _processes.Add(process);
        process.Begin();
        return process;
    }

    private void Check()
    {
        Violation ??= _invariants.Always();
        foreach (var process in _processes)
        {
            if (process.Fate != Fate.Running && _answered.Add(process))
            {
                Violation ??= process.Surprise is { } surprise ? $"{process.Request} failed with {surprise.Message}" : _invariants.OnAnswer(process);
            }
        }
    }

    private void Upkeep()
    {
        _world.LetAnHourPass();
        foreach (var member in _processes.Select(p => p.Request.Member).Concat(_scenario.Present.Select(p => p.Member)).Distinct().ToList())
        {
            RunToTheEnd(new Request(member, RequestKind.Sweeps, null));
        }
    }

    private void Repeat()
    {
        foreach (var process in _processes.Take(_scenario.Requests.Length).ToList())
        {
            var again = RunToTheEnd(process.Request);
            Violation ??= process.Fate == Fate.Succeeded && again != Fate.Succeeded
                ? $"{process.Request} had succeeded and, repeated, was answered {again} (I12)"
                : null;
        }

        Upkeep();
        Violation ??= _invariants.AtRest();
    }

    private void Newcomers()
    {
        // What was set aside is free after a week, without hands.
        _world.LetAWeekPass();
        Upkeep();
        Violation ??= _invariants.AtRest();
        foreach (var address in new[] { Universe.X, Universe.Y, Universe.Z })
        {
            var newcomer = Universe.Newcomer(_processes.Count);
            var key = Members.Emails.LoginKey.For(address).Value;
            var holder = _world.LoginOf(key);
            var fate = RunToTheEnd(new Request(newcomer, RequestKind.Joins, address));
            var expected = holder is null ? Fate.Succeeded : Fate.Taken;
            Violation ??= fate == expected ? null : $"a newcomer asked for {address.Canonical[0]}, was answered {fate} and not {expected} (I3)";
            Violation ??= holder is null || _world.LoginOf(key) == holder ? null : "a newcomer took the address of a member (I1)";
        }

        Upkeep();
        Violation ??= _invariants.AtRest();
    }

    private Fate RunToTheEnd(Request request)
    {
        var process = Begin(request, new Activation(_world, request.Member));
        while (process.Waiting is { } step)
        {
            step.Answer(step.Effect());
            Check();
        }

        Check();
        Violation ??= process.Fate == Fate.Failed ? $"{request} failed though nothing was wrong (I14)" : null;
        return process.Fate;
    }

    private string Rows()
    {
        var text = new StringBuilder();
        _world.Describe(text, withVersions: false);
        return text.ToString();
    }

    private string NameOf(Choice choice) =>
        choice.Process is { } process ? $"{process.Request} #{process.Number}: {process.Waiting!.Name}"
        : choice.Arrival >= 0 ? $"arrives late: {_late[choice.Arrival].Name}"
        : "claims lapse";
}
