using Members.Outcomes;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>What a caller can be told.</summary>
[Flags]
internal enum Answer
{
    None = 0,
    Done = 1,
    Taken = 2,
    WrongPassword = 4,
    IsBlocked = 8,
    NoMember = 16,
    Refused = 32,
}

/// <summary>A request under way.</summary>
internal sealed class Call(Request request, World world)
{
    private static readonly AsyncLocal<Call?> Running = new();

    /// <summary>The call whose code runs now.</summary>
    public static Call Current => Running.Value!;

    public Request Request => request;

    public World World => world;

    /// <summary>Where it runs; null before it has begun.</summary>
    public Silo? Silo { get; private set; }

    public Answer Answer { get; private set; }

    /// <summary>Why nobody answers; null when somebody does, or may still.</summary>
    public Exception? Fault { get; private set; }

    public bool IsPending => Silo is not null && Answer == Answer.None && Fault is null;

    /// <summary>What it changed is stored.</summary>
    public bool HasTakenEffect { get; private set; }

    /// <summary>The answers that have been true at one moment since it began.</summary>
    public Answer TrueAnswers { get; private set; }

    /// <summary>What the call has learned so far; with the rows and the memories, this is all that it can act on.</summary>
    public int Heard { get; private set; }

    public void Begin(Func<Silo, Task<IOutcome>> carryOut)
    {
        (Silo, Running.Value) = (world.Silos[request.Silo], this);
        _ = Run(carryOut);
        Running.Value = null;
    }

    public void Hear(string from, string? what) => Heard = HashCode.Combine(Heard, from, what);

    public void TakeEffect() => (HasTakenEffect, TrueAnswers) = (true, Answer.Done);

    public void Observe(Model stored)
    {
        var (next, answer) = stored.Apply(request);
        TrueAnswers |= HasTakenEffect || next != stored ? Answer.None : answer;
    }

    public void Lose(Exception fault) => Fault = fault;

    private static Answer Of(IOutcome outcome) => outcome.Refusal switch
    {
        null => Answer.Done,
        Refusal.EmailTaken => Answer.Taken,
        Refusal.InvalidCredentials => Answer.WrongPassword,
        Refusal.MemberBlocked => Answer.IsBlocked,
        Refusal.MemberNotFound => Answer.NoMember,
        Refusal.Invalid or Refusal.TokenInvalid or Refusal.EmailVerificationFailed => Answer.Refused,
        { } other => throw new NotSupportedException($"{other}"),
    };

    private async Task Run(Func<Silo, Task<IOutcome>> carryOut)
    {
        try
        {
            Answer = Of(await carryOut(Silo!));
        }
        catch (Exception fault)
        {
            Lose(fault);
        }
    }
}
