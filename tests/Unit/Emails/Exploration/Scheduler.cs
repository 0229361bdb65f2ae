namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// Runs everything on the explorer's own thread. Whatever a call does that others can notice stands still as a step until the
/// explorer takes it.
/// </summary>
internal sealed class Scheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Continue, object? State)> _ready = [];

    /// <summary>The steps that stand still, the oldest first.</summary>
    public List<Step> Waiting { get; } = [];

    public override void Post(SendOrPostCallback d, object? state) => _ready.Enqueue((d, state));

    /// <summary>Does something, and all that follows from it without a further step.</summary>
    public void Do(Action action)
    {
        var context = Current;
        SetSynchronizationContext(this);
        action();
        while (_ready.TryDequeue(out var next))
        {
            next.Continue(next.State);
        }

        SetSynchronizationContext(context);
    }

    /// <summary>Stands still, then has an effect and its answer in one instant.</summary>
    public Task<T> Step<T>(StepKind kind, string name, Func<T> effect, Func<bool>? isReady = null)
    {
        var (call, answer) = (Call.Current, new TaskCompletionSource<T>());
        Waiting.Add(new Step(call, kind, name, isReady ?? (() => true), () => effect(), (value, fault) =>
        {
            call.Hear(name, fault is null ? value?.ToString() : fault.GetType().Name);
            _ = fault is null ? answer.TrySetResult((T)value!) : answer.TrySetException(fault);
        }));
        return answer.Task;
    }

    public void Take(Step step, Fate fate)
    {
        Waiting.Remove(step);
        Do(fate == Fate.Happens ? step.Happen : () => step.Answer(null, new IOException("No answer.")));
        if (fate == Fate.HappensLater)
        {
            Waiting.Add(step with { Kind = StepKind.Late, Answer = (_, _) => { } });
        }
    }

    public void RunToTheEnd()
    {
        while (Waiting.FirstOrDefault() is { } step)
        {
            Take(step, Fate.Happens);
        }
    }
}

/// <summary>What a step is, which decides how it can fail. A reading that fails changes nothing, so it is not made to.</summary>
internal enum StepKind
{
    Read,
    Write,

    /// <summary>Hears that a write is done, or tells others of it.</summary>
    Tell,

    /// <summary>A write whose call has been answered with a fault already.</summary>
    Late,
}

/// <summary>What can become of a step.</summary>
internal enum Fate
{
    Happens,

    /// <summary>It does not happen, and a fault is answered.</summary>
    Fails,

    /// <summary>A fault is answered, and it happens at some later time.</summary>
    HappensLater,

    /// <summary>The process stops before it happens.</summary>
    Crashes,
}

/// <summary>Something that is about to happen.</summary>
internal sealed record Step(
    Call Call, StepKind Kind, string Name, Func<bool> IsReady, Func<object?> Effect, Action<object?, Exception?> Answer)
{
    public void Happen()
    {
        object? value;
        try
        {
            value = Effect();
        }
        catch (Exception fault)
        {
            Answer(null, fault);
            return;
        }

        Answer(value, null);
    }

    public override string ToString() => $"{Call.Request}: {(Kind == StepKind.Late ? "late " : "")}{Name}";
}
