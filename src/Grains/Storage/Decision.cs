namespace Members.Grains.Storage;

/// <summary>What a rule decided: the state to store, or null to leave it as it is, and the answer to the caller.</summary>
internal readonly record struct Decision<TState, TAnswer>(TState? Next, TAnswer Answer)
    where TState : class
{
    /// <summary>Changes nothing.</summary>
    public static Decision<TState, TAnswer> Keep(TAnswer answer) => new(null, answer);

    /// <summary>The decision on a slice as a decision on the record that the slice is part of.</summary>
    /// <param name="place">Puts the new slice into the record.</param>
    public Decision<TRecord, TAnswer> In<TRecord>(Func<TState, TRecord> place)
        where TRecord : class => new(Next is null ? null : place(Next), Answer);
}
