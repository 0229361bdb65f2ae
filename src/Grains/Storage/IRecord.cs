namespace Members.Grains.Storage;

/// <summary>One grain's stored record.</summary>
internal interface IRecord<TState>
    where TState : class
{
    /// <summary>The record as stored; read again first when the outcome of the last write is unknown.</summary>
    ValueTask<TState> Current();

    /// <summary>
    /// Decides on the newest record and stores what was decided. Updates of one activation queue, so a rule never decides on a record
    /// that another is about to replace.
    /// </summary>
    Task<TAnswer> Update<TAnswer>(Func<TState, Decision<TState, TAnswer>> decide);

    /// <summary>Removes the record, if the newest is one that is meant.</summary>
    Task Clear(Func<TState, bool> isMeant);
}
