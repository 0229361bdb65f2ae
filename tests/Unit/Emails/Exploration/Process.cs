using Members.Outcomes;
using Orleans.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What a step touches, which decides how it can fail.</summary>
internal enum StepKind
{
    Read,
    Write,
    Call,
}

/// <summary>What became of a process.</summary>
internal enum Fate
{
    Running,
    Succeeded,
    Taken,

    /// <summary>It answered "unknown": a step failed, or its answer was lost. The activation lives on.</summary>
    Failed,

    /// <summary>It stopped between two steps, with its activation.</summary>
    Crashed,
}

/// <summary>A request under way at an activation. It stands still at each step until the schedule lets the step happen.</summary>
internal sealed class Process(int number, Request request, Activation activation)
{
    public int Number { get; } = number;

    public Request Request { get; } = request;

    public Activation Activation { get; } = activation;

    public Fate Fate { get; private set; }

    /// <summary>The step that waits; null when the process is over.</summary>
    public Step? Waiting { get; private set; }

    /// <summary>A fault that the protocol was not told to expect.</summary>
    public Exception? Surprise { get; private set; }

    /// <summary>All that the process has been answered so far: with the rows, this is all that it can act on.</summary>
    public ulong History { get; private set; }

    public void Begin()
    {
        Activation.Turn = this;
        _ = Run();
    }

    public Task<T> Park<T>(string name, StepKind kind, Func<T> effect)
    {
        // Continuations run at once, on the explorer's own thread: that is what makes a schedule repeatable.
        var answer = new TaskCompletionSource<T>();
        Waiting = new Step(
            name,
            kind,
            () => effect(),
            value =>
            {
                Remember(name, value);
                Waiting = null;
                answer.SetResult((T)value!);
            },
            failure =>
            {
                Remember(name, "failed");
                Waiting = null;
                answer.SetException(failure);
            });
        return answer.Task;
    }

    public void Crash() => (Fate, Waiting) = (Fate.Crashed, null);

    private async Task Run()
    {
        try
        {
            Fate = await Request.Run(Activation, Number) ? Fate.Succeeded : Fate.Taken;
        }
        catch (Exception failure) when (failure is IOException or InconsistentStateException or StorageUnavailableException)
        {
            Fate = Fate.Failed;
        }
        catch (Exception failure)
        {
            (Fate, Surprise) = (Fate.Failed, failure);
        }
    }

    private void Remember(string name, object? value)
    {
        var hash = (ulong)(uint)HashCode.Combine(name, value is Grains.Accounts.MemberRecord ? Activation.Memory.Version : value);
        History = (System.Numerics.BitOperations.RotateLeft(History, 7) ^ hash) * 0x9E3779B97F4A7C15UL;
    }
}

/// <summary>One step that waits for the schedule.</summary>
internal sealed record Step(string Name, StepKind Kind, Func<object?> Effect, Action<object?> Answer, Action<Exception> Fail);
