namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>
/// Runs everything on the explorer's own thread. Whatever a call does that others can notice stands still as a step until the
/// explorer takes it.
/// </summary>
internal sealed class Scheduler : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Continue, object? State)> _ready = [];

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

    /// <summary>Stands still, then has the effect and its answer in one instant.</summary>
    /// <param name="name">What is about to happen, with all that it depends on.</param>
    /// <param name="effect">What happens.</param>
    /// <param name="isReady">Whether it can happen now; by default, always.</param>
    public Task<T> Step<T>(string name, Func<T> effect, Func<bool>? isReady = null)
    {
        var (call, answer) = (Call.Current, new TaskCompletionSource<T>());
        Waiting.Add(new Step(call, name, isReady ?? (() => true), () => effect(), fault =>
        {
            call.Hear(name, fault?.GetType());
            answer.SetException(fault!);
        },
        value =>
        {
            call.Hear(name, value?.ToString());
            answer.SetResult((T)value!);
        }));
        return answer.Task;
    }

    public void Take(Step step)
    {
        Waiting.Remove(step);
        Do(() =>
        {
            object? value;
            try
            {
                value = step.Effect();
            }
            catch (Exception fault)
            {
                step.Fail(fault);
                return;
            }

            step.Answer(value);
        });
    }

    public void Fail(Step step)
    {
        Waiting.Remove(step);
        Do(() => step.Fail(new IOException("The answer was lost.")));
    }

    /// <summary>Answers with a fault, and leaves the effect for later.</summary>
    public void Delay(Step step)
    {
        Fail(step);
        Waiting.Add(step with { Name = $"late {step.Name}", IsLate = true, Fail = _ => { }, Answer = _ => { } });
    }
}

/// <summary>Something that is about to happen.</summary>
internal sealed record Step(Call Call, string Name, Func<bool> IsReady, Func<object?> Effect, Action<Exception> Fail, Action<object?> Answer)
{
    public bool IsLate { get; init; }

    public override string ToString() => $"{Call.Request}: {Name}";
}
