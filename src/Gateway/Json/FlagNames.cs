namespace Members.Gateway.Json;

/// <summary>What the HTTP API calls the flags of an enumeration.</summary>
/// <param name="join">Joins two sets of flags.</param>
/// <param name="names">The flags with their names, in the order in which they are listed.</param>
internal sealed class FlagNames<T>(Func<T, T, T> join, params (T Flag, string Name)[] names)
    where T : struct, Enum
{
    /// <summary>All names.</summary>
    public IEnumerable<string> All => names.Select(n => n.Name);

    /// <summary>The names of a set of flags.</summary>
    public IReadOnlyList<string> List(T flags) => [.. names.Where(n => flags.HasFlag(n.Flag)).Select(n => n.Name)];

    /// <summary>The flags of these names; null when one is unknown.</summary>
    public T? TryParse(IEnumerable<string?> given)
    {
        var flags = default(T);
        foreach (var name in given)
        {
            var known = names.FirstOrDefault(n => n.Name == name);
            if (known.Name is null)
            {
                return null;
            }

            flags = join(flags, known.Flag);
        }

        return flags;
    }
}
