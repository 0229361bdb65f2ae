using Members.Outcomes;
using Orleans.Storage;

namespace Members.Tests.Unit.Emails.Exploration;

/// <summary>A request under way.</summary>
internal sealed class Call(int number, Request request)
{
    private static readonly AsyncLocal<Call?> Running = new();

    /// <summary>Whose code runs now.</summary>
    public static Call Current => Running.Value!;

    public int Number => number;

    public Request Request => request;

    public bool HasBegun { get; private set; }

    public Answer? Answer { get; private set; }

    /// <summary>Whether the caller cannot know what became of it.</summary>
    public bool IsUnknown { get; private set; }

    public bool IsPending => HasBegun && Answer is null && !IsUnknown;

    /// <summary>Whether the address has had another owner at any moment since the call began.</summary>
    public bool SawTaken { get; set; }

    /// <summary>A fault that no caller should see.</summary>
    public Exception? Surprise { get; private set; }

    /// <summary>What the call has learned so far; with the rows and the memories, this is all that it can act on.</summary>
    public int Heard { get; private set; }

    public void Begin(Func<Request, Task<IOutcome>> carryOut)
    {
        (HasBegun, Running.Value) = (true, this);
        _ = Run(carryOut);
        Running.Value = null;
    }

    public void Hear(string from, object? what) => Heard = HashCode.Combine(Heard, from, what);

    public void Lose() => IsUnknown = true;

    private static Answer Of(IOutcome outcome) => outcome.Refusal switch
    {
        null => Exploration.Answer.Done,
        Refusal.EmailTaken => Exploration.Answer.Taken,
        Refusal.InvalidCredentials => Exploration.Answer.WrongPassword,
        Refusal.MemberBlocked => Exploration.Answer.IsBlocked,
        Refusal.MemberNotFound => Exploration.Answer.NoMember,
        Refusal.Invalid or Refusal.TokenInvalid or Refusal.EmailVerificationFailed => Exploration.Answer.Refused,
        { } other => throw new InvalidOperationException($"Nobody expected {other}."),
    };

    private async Task Run(Func<Request, Task<IOutcome>> carryOut)
    {
        try
        {
            Answer = Of(await carryOut(request));
        }
        catch (Exception failure)
        {
            IsUnknown = true;
            Surprise = failure is IOException or InconsistentStateException or StorageUnavailableException ? null : failure;
        }
    }
}
