using Members.Accounts;
using Members.Gateway.Import.Sources;

namespace Members.Tests.Http.Import.Sources;

public sealed class BadRowsTests
{
    [Theory]
    [InlineData("email,name\n,Ann", "2 - [Refused email EMAIL_REQUIRED]")]
    [InlineData("email\nann(at)example.com", "2 - [Refused email INVALID_EMAIL]")]
    [InlineData("email,verified\nann@example.com,perhaps", "2 - [Refused verified INVALID_FLAG]")]
    [InlineData("email,created\nann@example.com,01.03.2026", "2 - [Refused created INVALID_TIME]")]
    [InlineData("email,created\nann@example.com,1772359200", "2 - [Refused created INVALID_TIME]")]
    [InlineData("email,password\nann@example.com,goat on every roof", "2 - [Refused password UNKNOWN_HASH]")]
    [InlineData("email,password\nann@example.com,$2b$10$abcdefghijklmnopqrstuu", "2 - [Refused password UNKNOWN_HASH]")]
    [InlineData("email,status\nann@example.com,lost", "2 - [Refused status UNKNOWN_STATUS]")]
    [InlineData("email,privacy\nann@example.com,lost", "2 - [Refused privacy UNKNOWN_PRIVACY]")]
    [InlineData("email,name\nann@example.com,Ann,Lee", "2 - [Refused  TOO_MANY_CELLS]")]
    public async Task A_row_that_is_refused(string text, string expected)
    {
        var row = Assert.Single(await Sample.ReadAsync("csv", Sample.Options, Sample.Text(text)));

        Assert.Equal(expected, Sample.Shown(row));
        Assert.DoesNotContain("goat", row.Problems[0].Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("$2b$", row.Problems[0].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kratos", """[1,{"traits":{"email":"\ud800"}},{"traits":{"email":"ben@example.com"}}]""")]
    [InlineData("wix", """{"members":[1,{"loginEmail":"\ud800"},{"loginEmail":"ben@example.com"}]}""")]
    public async Task An_element_of_JSON_that_cannot_be_read_leaves_the_others_alone(string source, string text)
    {
        SourceFile[] files = [Sample.Text(text, "members.json"), Sample.Text("First Name,Last Name,Email 1\nCleo,,cleo@example.com")];
        var rows = await Sample.ReadAsync(source, Sample.Options, files[..1]);
        var joined = source == "wix" ? (await Sample.ReadAsync(source, Sample.Options, files)).Skip(1) : rows;

        foreach (var read in new[] { rows, joined.ToList() })
        {
            Assert.Equal(["NOT_AN_OBJECT", "INVALID_JSON"], read.Take(2).Select(r => r.Problems.Single().Code));
            Assert.Equal([1L, 2L, 3L], read.Select(r => r.Number));
            Assert.Equal("ben@example.com", read[2].Member!.Email.Typed);
        }
    }

    [Fact]
    public async Task Of_two_plug_ins_of_WordPress_the_stricter_one_is_right()
    {
        var rows = await Sample.ReadAsync("wordpress", Sample.Options, Sample.Text(
            "ID,user_email,account_status,pw_user_status\n1,a@example.com,rejected,approved\n2,b@example.com,inactive,pending\n"
            + "3,c@example.com,approved,pending\n4,d@example.com,awaiting_admin_review,denied\n5,e@example.com,approved,approved"));

        Assert.Equal(
            [MemberStatus.Rejected, MemberStatus.Blocked, MemberStatus.Pending, MemberStatus.Rejected, MemberStatus.Active],
            rows.Select(r => r.Member!.Status));
    }

    [Fact]
    public async Task Who_was_turned_down_has_no_decision_of_the_day_on_which_they_registered()
    {
        var rows = await Sample.ReadAsync("auth0", Sample.Options with { DefaultStatus = MemberStatus.Rejected }, Sample.Text("""
            {"user_id":"1","email":"ann@example.com","created_at":"2019-01-01T00:00:00Z"}
            {"user_id":"2","email":"ben@example.com","created_at":"2019-01-01T00:00:00Z","blocked":true}
            """));

        Assert.Equal([MemberStatus.Rejected, MemberStatus.Blocked], rows.Select(r => r.Member!.Status));
        Assert.Null(rows[0].Member!.Applications.Single().Decision);
        Assert.Equal(Sample.Options.Clock.GetUtcNow(), rows[1].Member!.Applications.Single().Decision?.At);
    }

    [Fact]
    public async Task Rows_have_the_numbers_that_a_spreadsheet_shows()
    {
        var rows = await Sample.ReadAsync(
            "csv", Sample.Options, Sample.Text("email,note\n\na@example.com,\"two\nlines\"\n\n\nA@Example.com,\n"));

        Assert.Equal([3L, 6L], rows.Select(r => r.Number));
        Assert.All(rows, r => Assert.NotNull(r.Member));
    }

    [Fact]
    public async Task What_does_not_fit_a_member_is_left_out_and_noted()
    {
        var (name, labels) = (new string('A', 200), string.Join(';', Enumerable.Range(0, 22)));
        var file = Sample.Text($"email,firstName,picture,labels\nann@example.com,{name},ftp://x,{labels}");

        var row = Assert.Single(await Sample.ReadAsync("csv", Sample.Options, file));

        Assert.Equal(["TOO_LONG", "INVALID_URL", "TOO_MANY", "TOO_MANY"], row.Problems.Select(p => p.Code));
        Assert.All(row.Problems, p => Assert.Equal(RowEffect.Note, p.Effect));
        Assert.Equal(20, row.Member!.Contact.Labels.Length);
    }

    [Fact]
    public async Task Hashes_may_be_dropped_or_left_behind()
    {
        var file = Sample.Text("email,password\nann@example.com,goat on every roof");

        var dropped = Assert.Single(await Sample.ReadAsync("csv", Sample.Options with { DropUnknownHashes = true }, file));
        var left = Assert.Single(await Sample.ReadAsync("csv", Sample.Options with { Passwords = false }, file));

        Assert.Equal((RowEffect.Note, false), (dropped.Problems.Single().Effect, dropped.Member!.Password is not null));
        Assert.Empty(left.Problems);
        Assert.Null(left.Member!.Password);
    }

    [Fact]
    public async Task A_site_says_what_its_words_for_a_status_mean()
    {
        var options = Sample.Options with
        {
            Statuses = new Dictionary<string, MemberStatus> { ["Ruhend"] = MemberStatus.Blocked },
            DefaultStatus = MemberStatus.Pending,
            AssumeVerified = true,
            IdField = "old id",
        };

        var rows = await Sample.ReadAsync(
            "csv", options, Sample.Text("email;id;Status;answer.Why?\nann@example.com;7;ruhend;\nben@example.com;8;;Goats"));

        Assert.Equal((MemberStatus.Blocked, true), (rows[0].Member!.Status, rows[0].Member!.EmailVerified));
        Assert.Equal("7", rows[0].Member!.Contact.CustomFields.Single(f => f.Name == "old id").StrValue);
        Assert.Equal("\"Goats\"", rows[1].Member!.Applications.Single().Answers.Single().Value);
        Assert.Null(rows[1].Member!.Applications.Single().Decision);
    }

    [Theory]
    [InlineData("email=Adresse,custom.Plot=Parzelle", null)]
    [InlineData("email=\"Adresse, privat\"", null)]
    [InlineData("email", "'email' is not of the form field=column.")]
    [InlineData("mail=Adresse", "There is no field 'mail'; there are ")]
    public void A_map_of_columns(string text, string? problem)
    {
        Assert.Equal(problem is null, ColumnMap.TryParse(text, out var map, out var said));
        Assert.StartsWith(problem ?? "", said ?? "", StringComparison.Ordinal);
        Assert.Equal(problem is null, map?.Pairs.Any(p => p.Field == "email") == true);
    }

    [Fact]
    public async Task A_named_column_that_is_not_there()
    {
        var options = Sample.Options with { Columns = ColumnMap.Of(("email", "Adresse")) };

        var problem = await Sample.ProblemAsync("csv", "email\nann@example.com", options);

        Assert.Equal(("COLUMN_MISSING", "Adresse"), (problem.Code, problem.Column));
    }
}
