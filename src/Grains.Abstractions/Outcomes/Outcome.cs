using System.Diagnostics.CodeAnalysis;

namespace Members.Outcomes;

/// <summary>What a command came to, for whoever need not know the value.</summary>
public interface IOutcome
{
    /// <summary>Why not; null on success.</summary>
    Refusal? Refusal { get; }
}

/// <summary>What a command came to: a value, or the reason why it was refused. Never both.</summary>
/// <typeparam name="T">What success answers.</typeparam>
/// <remarks>
/// Refusals are part of the contract and travel as values. An exception from a grain means that somebody must look.
/// </remarks>
[GenerateSerializer, Immutable, Alias("members.Outcome`1")]
public sealed record Outcome<T> : IOutcome
    where T : class
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The answer; null when refused.</summary>
    [Id(0)]
    public T? Value { get; }

    /// <summary>Why not; null on success.</summary>
    [Id(1)]
    public Refusal? Refusal { get; }

    /// <summary>Whether the command was done.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>A success whose value is of an interface type, which has no conversion of its own.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The type argument is the point.")]
    public static Outcome<T> Of(T value) => new(value, null);

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor side of a result type; there is nothing to name.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor side of a result type; there is nothing to name.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>A success that has nothing to tell.</summary>
[GenerateSerializer, Immutable, Alias("members.Done")]
public sealed record Done
{
    /// <summary>The one value.</summary>
    public static Done Instance { get; } = new();
}
