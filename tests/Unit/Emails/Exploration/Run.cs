using System.Text;
using Members.Outcomes;
using Orleans.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>One thing that may happen next: a call begins, or something becomes of a step.</summary>
internal readonly record struct Choice(Call Call, Step? Step, Fate Fate)
{
    public override string ToString() =>
        Step is null ? $"{Call.Request} begins at silo {Call.Request.Silo}" : Fate == Fate.Happens ? $"{Step}" : $"{Step} ({Fate})";
}

/// <summary>One schedule of a scenario, from its beginning.</summary>
internal sealed class Run
{
    private readonly World _world;
    private readonly List<Call> _calls;
    private Model _stored;
    private int _faults;

    public Run(Scenario scenario, PlantedFault fault)
    {
        _world = new World(scenario, fault);
        WarmUp([], scenario.IndexesAreBehind ? "xyz" : "");
        _world.PutMembers();
        WarmUp(scenario.Present.Select(p => p.Member), scenario.IndexesAreBehind ? "" : "xyz");
        (_stored, _calls) = (_world.Database.Model, [.. scenario.Requests.Select(r => new Call(r, _world))]);
    }

    /// <summary>What is wrong; null while nothing is.</summary>
    public string? Violation { get; private set; }

    /// <summary>What has happened.</summary>
    public List<Choice> Trace { get; } = [];

    /// <summary>All that may happen next, always in the same order.</summary>
    public List<Choice> Choices()
    {
        var steps = _world.Scheduler.Waiting.Where(s => s.IsReady()).SelectMany(s => Fates(s).Select(f => new Choice(s.Call, s, f)));
        var calls = _calls.Where(c => c.Silo is null && (c.Request.Command != Command.Undo || _world.UndoLink is not null));
        List<Choice> choices = [.. steps, .. calls.Select(c => new Choice(c, null, Fate.Happens))];
        Require(choices.Count > 0 || _world.Scheduler.Waiting.Count == 0, "calls wait for each other");
        return choices;
    }

    public void Take(Choice choice)
    {
        Trace.Add(choice);
        if (choice.Step is not { } step)
        {
            Begin(choice.Call, s => s.CarryOut(choice.Call.Request));
        }
        else if (choice.Fate == Fate.Crashes)
        {
            Crash(choice.Call.Request.Silo);
        }
        else
        {
            _world.Scheduler.Take(step, choice.Fate);
        }

        _faults += choice.Fate == Fate.Happens ? 0 : 1;
        Check(choice.Call);
    }

    /// <summary>When all has come to rest: everybody tries to log in everywhere, and newcomers ask for every address.</summary>
    public void Finish()
    {
        var mayBeBehind = _faults > 0 || _world.Scenario.HasIndexPerSilo || _world.Scenario.IndexesAreBehind;
        Require(mayBeBehind || _world.Silos[0].AreIndexesRight(), "an index remembers what is no longer so");
        var logins = from silo in Enumerable.Range(0, _world.Silos.Length)
                     from member in "AB"
                     from address in "xyz"
                     select new Request(Command.Login, member, address, silo);
        foreach (var request in logins.Concat("KLM".Zip("xyz", (member, address) => new Request(Command.Register, member, address))))
        {
            // An activation that another has overtaken may fail once.
            Require(Ask(request) || Ask(request), $"{request} fails though nothing is wrong");
        }
    }

    /// <summary>All that decides what can follow. Once all is at rest, the calls that led to it do not.</summary>
    public void Describe(StringBuilder text, bool isAtRest)
    {
        _world.Describe(text);
        text.Append(isAtRest ? _faults > 0 : _faults);
        foreach (var call in isAtRest ? [] : _calls)
        {
            text.Append('|').Append(call.Silo is not null).Append(call.HasTakenEffect);
            text.Append(call.IsPending ? $"{call.Heard} {call.TrueAnswers}" : "over");
        }
    }

    private void WarmUp(IEnumerable<char> members, string addresses)
    {
        for (var silo = 0; silo < _world.Silos.Length; silo++)
        {
            RunAlone(new Call(new Request(Command.Login, '-', Silo: silo), _world), s => s.WarmUp(members, addresses));
        }
    }

    private static bool IsSurprise(Exception? fault) =>
        fault is not (null or IOException or InconsistentStateException or StorageUnavailableException);

    private IEnumerable<Fate> Fates(Step step) => (_faults < _world.Scenario.Faults, step.Kind) switch
    {
        (true, StepKind.Write) => [Fate.Happens, Fate.Fails, Fate.HappensLater, Fate.Crashes],
        (true, StepKind.Tell) => [Fate.Happens, Fate.Fails, Fate.Crashes],
        _ => [Fate.Happens],
    };

    // A call begins with its first step: nothing can be noticed of it before.
    private void Begin(Call call, Func<Silo, Task<IOutcome>> carryOut)
    {
        _world.Scheduler.Do(() => call.Begin(carryOut));
        if (_world.Scheduler.Waiting.FirstOrDefault(s => s.Call == call && s.IsReady()) is { } first)
        {
            _world.Scheduler.Take(first, Fate.Happens);
        }
    }

    private void Crash(int silo)
    {
        _world.Restart(silo);
        foreach (var call in _calls.Where(c => c.IsPending && c.Request.Silo == silo))
        {
            call.Lose(new IOException("The process is gone."));
            _world.Scheduler.Waiting.RemoveAll(s => s.Call == call);
        }
    }

    // Each request takes effect in one instant between call and answer: a change when it is stored, and any other answer at a moment at
    // which it is true. So the answers are linearizable; what failed took effect once or never.
    private void Check(Call active)
    {
        if (_world.Database.Model is var stored && stored != _stored)
        {
            var isOne = !active.HasTakenEffect && _stored.Apply(active.Request).Next == stored;
            Require(isOne, $"{active.Request} stored {stored} over {_stored}");
            Require(_world.Database.IsConsistent(), $"the table of addresses is not what the records name: {stored}");
            active.TakeEffect();
            _stored = stored;
        }

        foreach (var call in _calls.Where(c => c.Silo is not null))
        {
            if (call.IsPending || call == active)
            {
                call.Observe(stored);
            }

            Require(call.TrueAnswers.HasFlag(call.Answer), $"{call.Request} was answered {call.Answer}, which it never was");
            Require(!IsSurprise(call.Fault), $"{call.Request} failed: {call.Fault}");
        }
    }

    private bool Ask(Request request)
    {
        var call = new Call(request, _world);
        _calls.Add(call);
        Trace.Add(new Choice(call, null, Fate.Happens));
        RunAlone(call, s => s.CarryOut(request));
        Check(call);
        return call.Fault is null;
    }

    private void RunAlone(Call call, Func<Silo, Task<IOutcome>> carryOut)
    {
        Begin(call, carryOut);
        _world.Scheduler.RunToTheEnd();
    }

    private void Require(bool holds, string otherwise) => Violation ??= holds ? null : otherwise;
}
