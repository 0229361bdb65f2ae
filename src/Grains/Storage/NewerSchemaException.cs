namespace Members.Grains.Storage;

/// <summary>A record has a schema number that this version does not know. It is neither answered from nor written.</summary>
internal sealed class NewerSchemaException(int found, int known)
    : Exception($"The record has schema {found} and this version of Members knows {known} at most. Start the newer version again.")
{
    /// <summary>Throws when the number found is higher than the highest that is known.</summary>
    /// <exception cref="NewerSchemaException">It is.</exception>
    public static void ThrowIfNewer(int found, int known)
    {
        if (found > known)
        {
            throw new NewerSchemaException(found, known);
        }
    }
}
