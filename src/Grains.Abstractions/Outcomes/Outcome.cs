using System.Diagnostics.CodeAnalysis;

namespace Members.Outcomes;

/// <summary>The outcome of a command, without its value.</summary>
public interface IOutcome
{
    /// <summary>Why the command was refused; null on success.</summary>
    Refusal? Refusal { get; }
}

/// <summary>The outcome of a command: a value, or the reason why it was refused.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>Refusals are part of the contract and are returned as values. An exception from a grain is a fault to investigate.</remarks>
[GenerateSerializer, Immutable, Alias("members.Outcome`1")]
public sealed record Outcome<T> : IOutcome
    where T : class
{
    private Outcome(T? value, Refusal? refusal) => (Value, Refusal) = (value, refusal);

    /// <summary>The value; null when refused.</summary>
    [Id(0)]
    public T? Value { get; }

    /// <summary>Why the command was refused; null on success.</summary>
    [Id(1)]
    public Refusal? Refusal { get; }

    /// <summary>Whether the command was carried out.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool Succeeded => Refusal is null;

    /// <summary>A success. For interface types, which have no implicit conversion.</summary>
    [SuppressMessage("Design", "CA1000", Justification = "The type argument is the point.")]
    public static Outcome<T> Of(T value) => new(value, null);

    /// <summary>A success.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor side of a result type; there is nothing to name.")]
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>A refusal.</summary>
    [SuppressMessage("Usage", "CA2225", Justification = "The constructor side of a result type; there is nothing to name.")]
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}

/// <summary>The value of a success without a result.</summary>
[GenerateSerializer, Immutable, Alias("members.Done")]
public sealed record Done
{
    /// <summary>The only instance.</summary>
    public static Done Instance { get; } = new();
}
