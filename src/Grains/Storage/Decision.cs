namespace Members.Grains.Storage;

/// <summary>What a rule made of a command: the record to store, or null to leave it alone, and the answer.</summary>
internal readonly record struct Decision<TState, TAnswer>(TState? Next, TAnswer Answer)
    where TState : class
{
    /// <summary>Nothing changes.</summary>
    public static Decision<TState, TAnswer> Keep(TAnswer answer) => new(null, answer);
}
