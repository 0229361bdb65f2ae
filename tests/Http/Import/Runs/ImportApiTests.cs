using System.Text.Json;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Import.Runs;

/// <summary>Imports and exports over the API.</summary>
[Collection(ImportCollection.Name)]
public sealed class ImportApiTests(AutomaticServer shared)
{
    private const string Sample = "$2b$10$abcdefghijklmnopqrstuu.yNsWXu.37kV7wparbbWWflf7cEWexG", SamplePassword = "goat on every roof";

    private Api Operator => shared.Server.Operator;

    [Fact]
    public async Task Members_come_with_their_passwords_and_leave_as_they_came()
    {
        var (import, email) = (await Begin(), NewEmail());
        var member = new
        {
            schema = "members/1",
            email,
            emailVerified = true,
            status = "ACTIVE",
            createdAt = "2020-02-03T04:05:06Z",
            password = Sample,
            contact = new { firstName = "Ann", labels = new[] { "board" } },
        };
        var done = (await Add(import, 0, new { row = 2, member })).Done();
        var id = Assert.Single(done.GetProperty("rows").EnumerateArray()).Id("memberId");
        Assert.Equal((1, 1), (Count(done, "batches"), Count(done, "imported")));
        (await Operator.Post("/v1/authentication/login", new { email, password = SamplePassword })).Done();

        var exported = await Exported(id);
        var contact = exported.GetProperty("contact");
        Assert.Equal(("Ann", "board"), (contact.Str("firstName"), contact.GetProperty("labels")[0].GetString()));
        Assert.Equal(("2020-02-03T04:05:06Z", true), (exported.Str("createdAt"), exported.GetProperty("emailVerified").GetBoolean()));
    }

    [Fact]
    public async Task A_row_that_cannot_be_a_member_is_recorded_with_its_reason_and_stops_no_other()
    {
        var (import, email) = (await Begin(), NewEmail());
        var done = (await Add(
            import,
            0,
            new { row = 2, member = new { schema = "members/1", email = "no address", status = "ACTIVE" } },
            new { row = 3, member = new { schema = "members/1", email = NewEmail(), status = "ACTIVE", password = "clear text" } },
            new { row = 4, reason = new { column = "email", code = "NO_EMAIL", detail = "The cell is empty." }, skipped = true },
            new { row = 5 },
            new { row = 6, member = new { schema = "members/1", email, status = "ACTIVE" } })).Done();

        var rows = done.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(["REFUSED", "REFUSED", "SKIPPED", "REFUSED", "IMPORTED"], rows.Select(r => r.Str("outcome")));
        Assert.Equal(
            ["INVALID_EMAIL", "UNKNOWN_HASH", "NO_EMAIL", "NO_MEMBER"], rows.Take(4).Select(r => r.GetProperty("reason").Str("code")));
        Assert.DoesNotContain("clear text", done.GetRawText(), StringComparison.Ordinal);
        var listed = (await Operator.Get($"/v1/imports/{import}/batches/0")).Done();
        Assert.Equal(done.GetProperty("rows").GetRawText(), listed.GetProperty("rows").GetRawText());
    }

    [Fact]
    public async Task Looking_stores_nothing_and_undoing_takes_back()
    {
        var email = NewEmail();
        var row = new { row = 2, member = new { schema = "members/1", email, status = "PENDING" } };
        var looked = (await Operator.Post("/v1/imports/check", new { rows = new[] { row } })).Done();
        Assert.Equal("IMPORTED", looked.GetProperty("rows")[0].Str("outcome"));
        Assert.Empty(await Found(email));

        var import = await Begin();
        (await Add(import, 0, row)).Done();
        Assert.Equal("PENDING", Assert.Single(await Found(email)).Str("status"));
        Assert.Equal("FINISHED", (await Tell(import, "finish")).GetProperty("import").Str("state"));
        await Tell(import, "invite");
        var undone = await Tell(import, "undo");
        Assert.Equal(("UNDONE", 1), (undone.GetProperty("import").Str("state"), Count(undone, "removed")));
        Assert.Empty(await Found(email));
        Assert.Contains(
            (await Operator.Get("/v1/imports")).Done().GetProperty("imports").EnumerateArray(),
            i => i.Str("id") == import && i.GetProperty("by").Str("type") == "key");
    }

    [Fact]
    public async Task A_password_is_tried_against_a_hash()
    {
        var matches = await Operator.Post("/v1/imports/try-password", new { hash = Sample, password = SamplePassword });
        Assert.True(matches.Done().GetProperty("matches").GetBoolean());
        var other = await Operator.Post("/v1/imports/try-password", new { hash = Sample, password = "not the password" });
        Assert.False(other.Done().GetProperty("matches").GetBoolean());
        (await Operator.Post("/v1/imports/try-password", new { hash = "x", password = SamplePassword }))
            .Broke(("password", "UNKNOWN_HASH"));
    }

    [Fact]
    public async Task Bodies_that_make_no_sense_change_nothing()
    {
        var import = await Begin();
        (await Operator.Post("/v1/imports", new { source = "csv", fileDigest = "abc" })).Broke(("fileDigest", "MALFORMED"));
        (await Add(import, 0)).Broke(("rows", "OUT_OF_RANGE"));
        (await Add(import, 0, [null!])).Broke(("rows", "REQUIRED"));
        (await Operator.Post($"/v1/imports/{import}/rows", new { rows = new[] { new { row = 2 } } })).Broke(("batch", "REQUIRED"));
        (await Operator.Get("/v1/export?limit=0")).Broke(("limit", "OUT_OF_RANGE"));
        (await Operator.Get("/v1/export?cursor=nonsense")).Broke(("cursor", "INVALID_CURSOR"));
        Assert.Equal(0, Count((await Operator.Get($"/v1/imports/{import}")).Done(), "rows"));
    }

    [Fact]
    public async Task Some_hundred_members_fit_into_one_call()
    {
        var import = await Begin();
        var reason = new { code = "TEST", detail = new string('x', 450) };
        var rows = Enumerable.Range(2, 250).Select(n => (object)new { row = n, reason });
        Assert.Equal(250, Count((await Add(import, 0, [.. rows])).Done(), "refused"));
    }

    private static string NewEmail() => $"i{Guid.NewGuid():N}@example.com";

    private static int Count(JsonElement answer, string name) => answer.GetProperty("import").GetProperty(name).GetInt32();

    private async Task<string> Begin() =>
        (await Operator.Post("/v1/imports", new { source = "csv", fileName = "members.csv" })).Done().GetProperty("import").Str("id");

    private Task<Reply> Add(string import, int batch, params object[] rows) =>
        Operator.Post($"/v1/imports/{import}/rows", new { batch, rows });

    private async Task<JsonElement> Tell(string import, string what) =>
        (await Operator.Send(HttpMethod.Post, $"/v1/imports/{import}/{what}", null)).Done();

    private async Task<IReadOnlyList<JsonElement>> Found(string email) =>
        [.. (await Operator.Get($"/v1/members?email={email}")).Done().GetProperty("members").EnumerateArray()];

    private async Task<JsonElement> Exported(Guid member)
    {
        for (var cursor = ""; ;)
        {
            var page = (await Operator.Get($"/v1/export?limit=500{cursor}")).Done();
            Assert.Equal(0, page.GetProperty("unreadable").GetInt32());
            foreach (var one in page.GetProperty("members").EnumerateArray())
            {
                if (one.Id() == member)
                {
                    return one;
                }
            }

            cursor = $"&cursor={page.Str("cursor")}";
        }
    }
}
