using System.Text;
using Members.Outcomes;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What can become of a step.</summary>
internal enum Fate
{
    Happens,

    /// <summary>It does not happen, and a fault is answered. (What happened and was not answered is a fault of the step that answers.)</summary>
    Fails,

    /// <summary>A fault is answered, and it happens at some later time.</summary>
    HappensLater,

    /// <summary>The process stops before it happens.</summary>
    Crashes,
}

/// <summary>One thing that may happen next: a call begins, or something becomes of a step.</summary>
internal readonly record struct Choice(Call Call, Step? Step, Fate Fate)
{
    public override string ToString() => Step is null ? $"{Call.Request} begins" : Fate == Fate.Happens ? $"{Step}" : $"{Step} ({Fate})";
}

/// <summary>One schedule of a scenario, from its beginning.</summary>
internal sealed class Run
{
    private readonly World _world;
    private readonly List<Call> _calls;
    private readonly History _history;
    private readonly List<string> _trace = [];
    private Model _checked;
    private int _faults;

    public Run(Scenario scenario, PlantedFault fault)
    {
        _world = new World(scenario, fault);
        _calls = [.. scenario.Requests.Select((r, i) => new Call(i, r))];
        foreach (var present in scenario.Present)
        {
            _world.Put(present, present.Former ?? present.Address);
        }

        WarmUp(s => Task.WhenAll("xyz".Select(a => s.Index(a).Resolve().AsTask())));
        foreach (var present in scenario.Present.Where(p => p.Former is not null))
        {
            _world.Put(present, present.Address);
        }

        WarmUp(s => Task.WhenAll(scenario.Present.Select(p => s.Load(Request.IdOf(p.Member)))));
        _checked = _world.Database.Model;
        _history = new History(_checked);
    }

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Violation { get; private set; }

    public IEnumerable<string> Trace => _trace;

    /// <summary>All that may happen next, always in the same order.</summary>
    public List<Choice> Choices()
    {
        var choices = new List<Choice>();
        foreach (var step in _world.Scheduler.Waiting.Where(s => s.IsReady()))
        {
            choices.Add(new Choice(step.Call, step, Fate.Happens));
            if (_faults < _world.Scenario.Faults && !step.IsLate)
            {
                choices.Add(new Choice(step.Call, step, Fate.Fails));
                choices.Add(new Choice(step.Call, step, Fate.Crashes));
                if (step.Name.StartsWith("write", StringComparison.Ordinal))
                {
                    choices.Add(new Choice(step.Call, step, Fate.HappensLater));
                }
            }
        }

        choices.AddRange(_calls.Where(c => !c.HasBegun && (c.Request.Command != Command.Undo || _world.UndoLink is not null))
            .Select(c => new Choice(c, null, Fate.Happens)));
        if (choices.Count == 0 && _world.Scheduler.Waiting.Count > 0)
        {
            Violation ??= "calls wait for each other";
        }

        return choices;
    }

    public void Take(Choice choice)
    {
        _trace.Add(choice.ToString());
        switch (choice)
        {
            case { Step: null }:
                Begin(choice.Call);
                break;
            case { Step: { } step, Fate: Fate.Happens }:
                _world.Scheduler.Take(step);
                break;
            case { Step: { } step, Fate: Fate.Fails }:
                _world.Scheduler.Fail(step);
                break;
            case { Step: { } step, Fate: Fate.HappensLater }:
                _world.Scheduler.Delay(step);
                break;
            case { Fate: Fate.Crashes }:
                Crash(choice.Call.Request.Silo);
                break;
        }

        _faults += choice.Fate == Fate.Happens ? 0 : 1;
        Check();
    }

    /// <summary>When all has come to rest: everybody tries to log in everywhere, and newcomers ask for every address.</summary>
    public void Finish()
    {
        if (_faults == 0 && _world.Silos.Length == 1 && _world.Scenario.Present.All(p => p.Former is null))
        {
            Violation ??= _world.Silos[0].Indexes.Values.All(i => i.IsRight()) ? null : "an index remembers what is no longer so";
        }

        for (var silo = 0; silo < _world.Silos.Length; silo++)
        {
            foreach (var (member, address) in "AB".SelectMany(m => "xyz".Select(a => (m, a))))
            {
                Probe(new Request(Command.Login, member, address, silo));
            }
        }

        foreach (var (member, address) in "KLM".Zip("xyz"))
        {
            Probe(new Request(Command.Register, member, address));
        }
    }

    public void Describe(StringBuilder text)
    {
        _world.Describe(text);
        text.Append(_faults);
        foreach (var call in _calls)
        {
            text.Append(call.HasBegun).Append(call.Answer).Append(call.IsUnknown).Append(call.SawTaken).Append(call.IsPending ? call.Heard : 0).Append('|');
        }

        text.AppendJoin('|', _world.Scheduler.Waiting);
        _history.Describe(text);
    }

    // A call begins with its first step: nothing can be seen of it before.
    private void Begin(Call call)
    {
        _history.Begin(call);
        _world.Scheduler.Do(() => call.Begin(_world.Silos[call.Request.Silo].CarryOut));
        if (_world.Scheduler.Waiting.FirstOrDefault(s => s.Call == call) is { } first && first.IsReady())
        {
            _world.Scheduler.Take(first);
        }
    }

    private void Crash(int silo)
    {
        _world.Restart(silo);
        foreach (var call in _calls.Where(c => c.IsPending && c.Request.Silo == silo))
        {
            call.Lose();
            _world.Scheduler.Waiting.RemoveAll(s => s.Call == call && !s.IsLate);
        }
    }

    private void Check()
    {
        var stored = _world.Database.Model;
        if (stored != _checked)
        {
            Violation ??= _world.Database.Check();
            Violation ??= _history.Explains(stored) ? null : $"what is stored has no explanation: {stored.Text}";
            _checked = stored;
        }

        foreach (var call in _calls.Where(c => c.HasBegun))
        {
            call.SawTaken |= call.IsPending && stored.IsTaken(call.Request.Address, call.Request.Member);
            Violation ??= call.Surprise is { } surprise ? $"{call.Request} failed: {surprise}" : null;
            if (call.Answer is { } answer && _answered.Add(call))
            {
                Violation ??= answer == Answer.Taken && !call.SawTaken && !stored.IsTaken(call.Request.Address, call.Request.Member)
                    ? $"{call.Request} was told that the address is taken, and it never was" : null;
                Violation ??= _history.End(call, answer) ? null : $"{call.Request} was answered {answer}, which nothing explains";
            }
        }
    }

    private readonly HashSet<Call> _answered = [];

    // An activation that another has overtaken fails once, and reads its row again.
    private void Probe(Request request, int repeats = 1)
    {
        var call = new Call(_calls.Count, request);
        _calls.Add(call);
        _trace.Add($"at rest: {request} at silo {request.Silo}");
        Begin(call);
        RunToTheEnd();
        Check();
        if (call.IsUnknown && repeats > 0)
        {
            Probe(request, repeats - 1);
        }
        else if (call.IsUnknown)
        {
            Violation ??= $"{request} failed though nothing was wrong";
        }
    }

    private void WarmUp(Func<Silo, Task> action)
    {
        foreach (var silo in _world.Silos)
        {
            var call = new Call(-1, _world.Scenario.Requests[0]);
            _world.Scheduler.Do(() => call.Begin(async _ =>
            {
                await action(silo);
                return Outcome<Done>.Of(Done.Instance);
            }));
            RunToTheEnd();
        }
    }

    private void RunToTheEnd()
    {
        while (_world.Scheduler.Waiting.FirstOrDefault() is { } step)
        {
            _world.Scheduler.Take(step);
        }
    }
}
