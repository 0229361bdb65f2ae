using Members.Gateway.Import.Sources.Reading;

namespace Members.Gateway.Import.Sources;

/// <summary>What is needed of the table <c>wp_usermeta</c>.</summary>
internal sealed class WordPressMeta
{
    private const int MaxValue = 256;

    private static readonly string[] Keys =
    [
        "first_name", "last_name", "nickname", "locale",
        WordPressStatus.UltimateMember, WordPressStatus.NewUserApprove, WordPressStatus.ApproveUser,
    ];

    private readonly Dictionary<(string User, string Key), string> _values = [];

    /// <summary>Whether there is a file.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>Whether the site has the plug-in wp-approve-user, which marks only those who are approved.</summary>
    public bool KnowsApprovals { get; private set; }

    /// <summary>A field of a user; null when there is none.</summary>
    public string? Of(string? user, string key) => user is null ? null : _values.GetValueOrDefault((user, key));

    /// <summary>Reads a file.</summary>
    public async Task ReadAsync(SourceFile file, SourceOptions options, CancellationToken cancellation)
    {
        IsGiven = true;
        var rows = Records.ReadAsync(file, options, ["user_id"], CsvTable.DatabaseNulls, cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            Companions.CheckWhole(row, file);
            var key = Array.IndexOf(Keys, row["meta_key"]);
            if (key < 0 || row["user_id"] is not { } user || row["meta_value"] is not { Length: <= MaxValue } value)
            {
                continue;
            }

            Companions.CheckRoom(_values.Count, file);
            _values[(user, Keys[key])] = value;
            KnowsApprovals |= Keys[key] == WordPressStatus.ApproveUser;
        }
    }
}
