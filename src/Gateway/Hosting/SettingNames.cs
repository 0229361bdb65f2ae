namespace Members.Gateway.Hosting;

/// <summary>Refuses names of settings that nobody knows: a misspelt one would silently do nothing.</summary>
internal static class SettingNames
{
    // A misspelt name is at most this many edits away from the right one.
    private const int MaxDistance = 4;

    /// <summary>A sentence for a name that is not a setting.</summary>
    /// <param name="name">The name, such as <c>Members:TrustedProxys</c>.</param>
    /// <param name="known">The names that there are, from which one is suggested.</param>
    /// <param name="otherwise">What to say when none is near.</param>
    public static string Refuse(string name, IEnumerable<string> known, string otherwise)
    {
        var nearest = known.MinBy(k => Distance(k, name));
        var hint = nearest is not null && Distance(nearest, name) <= MaxDistance ? $"Did you mean {nearest}?" : otherwise;
        return $"{name} is not a setting of Members. {hint}";
    }

    // The Levenshtein distance.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[b.Length];
    }
}
