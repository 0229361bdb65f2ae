namespace Members.Grains.Storage;

/// <summary>Something read from a row whose schema number says which version a reader must be at least.</summary>
internal interface IVersioned
{
    /// <exception cref="NewerSchemaException">The record was written by a newer version, and this one would get it wrong.</exception>
    void EnsureKnown();
}
