using System.Security.Cryptography;
using System.Text;
using Members.Gateway.Import.Sources;

namespace Members.Tests.Http.Import.Sources;

/// <summary>
/// A small file of each source is read to its end, and every field of every row is compared with what a person has written down beside it.
/// </summary>
public sealed class SampleFilesTests
{
    private static readonly FirebaseParameters Firebase = new(
        "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==", "Bw==");

    [Theory]
    [InlineData("wix", "wix-contacts.csv")]
    [InlineData("wix", "wix-members.json")]
    [InlineData("wix", "wix-contacts.csv", "wix-members.json")]
    [InlineData("wordpress", "wp-users.csv")]
    [InlineData("wordpress", "wp-users.csv", "wp-usermeta.csv")]
    [InlineData("auth0", "auth0-export.ndjson", "auth0-hashes.ndjson")]
    [InlineData("auth0", "auth0-import.json")]
    [InlineData("firebase", "firebase.json")]
    [InlineData("firebase", "firebase.csv")]
    [InlineData("supabase", "supabase.csv")]
    [InlineData("supabase", "supabase.json")]
    [InlineData("keycloak", "keycloak.json")]
    [InlineData("aspnet-identity", "aspnet-users.csv")]
    [InlineData("kratos", "kratos.json")]
    [InlineData("discourse", "discourse-users.csv", "discourse-passwords.csv")]
    [InlineData("ghost", "ghost-members.csv")]
    public async Task Every_field_of_every_row(string source, params string[] files)
    {
        var rows = await Sample.ReadAsync(source, Sample.Options with { Firebase = Firebase }, files);

        Sample.AreShown(rows, await System.IO.File.ReadAllTextAsync(Sample.PathOf(string.Join('+', files) + ".rows")));
    }

    [Fact]
    public async Task A_table_of_a_club_with_a_column_and_dates_of_its_own()
    {
        var options = Sample.Options with { DateFormat = "dd.MM.yyyy", Columns = ColumnMap.Of(("custom.Beitrag", "Beitrag")) };

        var rows = await Sample.ReadAsync("csv", options, "club-de.csv");

        Sample.AreShown(rows, await System.IO.File.ReadAllTextAsync(Sample.PathOf("club-de.csv.rows")));
    }

    [Theory]
    [InlineData("wix", "wix-contacts.csv")]
    [InlineData("wix", "wix-members.json")]
    [InlineData("wordpress", "wp-users.csv")]
    [InlineData("wordpress", "wp-usermeta.csv")]
    [InlineData("auth0", "auth0-export.ndjson")]
    [InlineData("auth0", "auth0-hashes.ndjson")]
    [InlineData("auth0", "auth0-import.json")]
    [InlineData("firebase", "firebase.json")]
    [InlineData("firebase", "firebase.csv")]
    [InlineData("supabase", "supabase.csv")]
    [InlineData("supabase", "supabase.json")]
    [InlineData("keycloak", "keycloak.json")]
    [InlineData("aspnet-identity", "aspnet-users.csv")]
    [InlineData("kratos", "kratos.json")]
    [InlineData("discourse", "discourse-users.csv")]
    [InlineData("discourse", "discourse-passwords.csv")]
    [InlineData("ghost", "ghost-members.csv")]
    [InlineData("csv", "club-de.csv")]
    public async Task The_source_of_a_file_is_recognised_by_what_is_in_it(string source, string file)
    {
        var first = (await SourceRecognition.OfAsync(Sample.File(file), Sample.Options))[0];

        Assert.Equal(source, first.Source.Name);
        Assert.NotEmpty(first.Reason);
    }

    [Theory]
    [InlineData("aspnet-identity", "aspnet-users.csv", 2)]
    [InlineData("aspnet-identity", "aspnet-users.csv", 3)]
    [InlineData("keycloak", "keycloak.json", 1)]
    [InlineData("auth0", "auth0-import.json", 7)]
    [InlineData("discourse", "discourse-users.csv", 2)]
    public async Task The_password_of_the_old_site_fits_the_canonical_hash(string source, string file, long row)
    {
        string[] files = source == "discourse" ? [file, "discourse-passwords.csv"] : [file];
        var rows = await Sample.ReadAsync(source, Sample.Options, files);

        var hash = rows.Single(r => r.Number == row).Member!.Password!.Reveal().Split('$');
        var (iterations, length) = (int.Parse(hash[2].Split(',')[0][2..], null), int.Parse(hash[2].Split(',')[1][2..], null));
        var digest = new HashAlgorithmName(hash[1]["pbkdf2-".Length..].ToUpperInvariant());
        var key = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes("goat on every roof"), Bytes(hash[3]), iterations, digest, length);
        Assert.Equal(Bytes(hash[4]), key);
    }

    private static byte[] Bytes(string raw) => Convert.FromBase64String(raw.PadRight((raw.Length + 3) / 4 * 4, '='));
}
