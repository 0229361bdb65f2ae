namespace Members.Gateway.Import.Sources;

/// <summary>All kinds of files that members are imported from.</summary>
internal static class ImportSources
{
    /// <summary>The kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<IImportSource> All { get; } =
    [
        new MembersSource(),
        new CsvSource(),
        new WixSource(),
        new WordPressSource(),
        new Auth0Source(),
        new FirebaseSource(),
        new SupabaseSource(),
        new KeycloakSource(),
        new AspNetIdentitySource(),
        new KratosSource(),
        new DiscourseSource(),
        new GhostSource(),
    ];

    /// <summary>The kind with this name; null if there is none.</summary>
    public static IImportSource? Find(string name) => All.FirstOrDefault(s => s.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
