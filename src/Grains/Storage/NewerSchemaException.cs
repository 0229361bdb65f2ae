namespace Members.Grains.Storage;

/// <summary>A record has a schema number that this version does not know. It is neither answered from nor written.</summary>
internal sealed class NewerSchemaException(int found, int known)
    : Exception($"The record has schema {found} and this version of Members knows {known} at most. Start the newer version again.");
