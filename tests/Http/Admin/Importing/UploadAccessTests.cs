using System.Text;
using Members.Gateway.Admin.Importing;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Members.Tests.Http.Admin.Importing;

/// <summary>Who gets at a file that is about to be imported, how often it is imported, and how long it is kept.</summary>
[Collection(ImportCollection.Name)]
public sealed class UploadAccessTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    [Fact]
    public async Task Nobody_but_its_owner_sees_a_file_or_goes_on_with_it()
    {
        var (owner, other) = (await Importer.Of(_server), await Importer.Of(_server));
        var page = await owner.Look(await owner.Choose(Importer.Table(Guid.NewGuid().ToString("N"), 1)));
        var own = await other.Choose(Importer.Table("x", 1));
        var shown = await other.Browser.Open(page.Path);
        Assert.Equal((404, "The file is not here any more"), (shown.Status, shown.Title));
        foreach (var button in new[] { "Import now", "Look at all rows", "Try it", "Take this one", "Discard the file" })
        {
            var (action, fields) = page.Form(button, ("email", "a"), ("password", "b"));
            var token = own.Form("Discard the file").Fields.Single(f => f.Key == "_form");
            var answer = await other.Browser.Send(action, [.. fields.Where(f => f.Key != "_form"), token]);
            Assert.Equal((button, button == "Discard the file" ? 200 : 404), (button, answer.Status));
        }

        Assert.Equal(200, (await owner.Browser.Open(page.Path)).Status);
        Assert.Equal(["1", "1", "0"], (await owner.Browser.Open(page.Path)).Texts("#result ~ dl dd"));
    }

    [Fact]
    public async Task Who_is_no_owner_takes_no_file_and_neither_does_a_form_of_another_site()
    {
        (string, string, byte[])[] file = [("file", "club.csv", Encoding.UTF8.GetBytes("email\n"))];
        var auditor = await Importer.Of(_server, "auditor");
        var seen = await auditor.Browser.Open("/admin/import");
        Assert.Equal(200, seen.Status);
        Assert.Empty(seen.Document.QuerySelectorAll("main form"));
        Assert.Equal(403, (await auditor.Browser.SendFiles("/admin/import", seen.Form("Log out").Fields, file)).Status);

        var owner = await Importer.Of(_server);
        var fields = (await owner.Browser.Open("/admin/import")).Form("Look at the file").Fields;
        Assert.Equal(403, (await owner.Browser.SendFiles("/admin/import", fields, file, ("Sec-Fetch-Site", "cross-site"))).Status);
        var kept = await owner.Browser.SendFiles("/admin/import", [new("_form", "another"), new("source", "csv")], file);
        Assert.Equal(409, kept.Status);
        Assert.Equal("Choose a file.", (await kept.Submit("Send it now")).ErrorOf("file"));
    }

    [Fact]
    public async Task Forms_that_are_sent_twice_import_once()
    {
        var (owner, mark) = (await Importer.Of(_server), $"t{Guid.NewGuid():N}-");
        var page = await owner.Look(await owner.Choose(Importer.Table(mark, 3)));
        var (action, fields) = page.Form("Import now");
        var before = await owner.Look(page, ("verified", "yes"));
        Assert.Equal(200, (await owner.Browser.Send(action, fields)).Status); // of a result that is not the newest
        Assert.Equal(0, await Count(mark));

        (action, fields) = before.Form("Import now");
        var twice = await Task.WhenAll(owner.Browser.Send(action, fields), owner.Browser.Send(action, fields));
        var run = await owner.Settled(twice.First(p => p.Path.StartsWith("/admin/import/runs/", StringComparison.Ordinal)));
        Assert.All(twice, p => Assert.True(p.Status is 200 or 404, p.ToString()));
        Assert.Equal(3, await Count(mark));
        Assert.Equal(404, (await owner.Browser.Send(action, fields)).Status); // the file is not kept when it is imported

        (action, fields) = run.Form("Remove 3 members");
        await owner.Settled((await Task.WhenAll(owner.Browser.Send(action, fields), owner.Browser.Send(action, fields)))[0]);
        Assert.Equal(0, await Count(mark));
        Assert.Equal(200, (await owner.Browser.Send(action, fields)).Status);
    }

    [Fact]
    public async Task An_interrupted_import_says_how_to_go_on_and_the_same_file_does()
    {
        var (owner, mark) = (await Importer.Of(_server), $"i{Guid.NewGuid():N}-");
        var table = Importer.Table(mark, 2);
        var columns = ColumnMap.Whole(
            [("email", "E-Mail"), ("firstName", "Vorname"), ("password", "Passwort"), ("createdAt", "Mitglied seit")]);
        var file = new ImportFile(
            [SourceFile.Of("club.csv", Encoding.UTF8.GetBytes(table))],
            ImportSources.Find("csv")!,
            new SourceOptions { Columns = columns });
        var digest = await file.Digest(CancellationToken.None);
        var begun = (await _server.Operator.Post("/v1/imports", new { source = "csv", fileName = "club.csv", fileDigest = digest })).Done();
        var id = begun.GetProperty("import").Str("id");
        var row = new { row = 2, member = new { schema = "members/1", email = $"{mark}0@example.com", status = "ACTIVE" } };
        (await _server.Operator.Post($"/v1/imports/{id}/rows", new { batch = 0, rows = new[] { row } })).Done();
        var page = await owner.Browser.Open($"/admin/import/runs/{id}");
        Assert.Contains("choose the same file again, and it goes on", page.Message, StringComparison.Ordinal);

        page = await owner.Look(await owner.Choose(table));
        Assert.Contains("interrupted after one row", page.Words, StringComparison.Ordinal);
        Assert.Equal(["1", "1", "0"], page.Texts("#result ~ dl dd"));
        page = await owner.Settled(await page.Submit("Import now"));
        Assert.Equal($"/admin/import/runs/{id}", page.Path);
        Assert.Contains("finished", page.Texts("dd"));
        Assert.Equal(2, await Count(mark));
    }

    [Fact]
    public void Uploads_are_few_and_forgotten_after_an_hour()
    {
        var clock = new FakeTimeProvider();
        var uploads = new KeptUploads(clock);
        var (first, next) = (Upload(Guid.NewGuid()), Upload(Guid.NewGuid()));
        Assert.All([first, next], u => Assert.True(TryAdd(u)));
        using var sending = uploads.TryReserve(Guid.NewGuid(), KeptUploads.MostBytes)!;
        Assert.Null(uploads.TryReserve(Guid.NewGuid(), 1));
        var newer = Upload(first.Owner);
        Assert.True(TryAdd(newer)); // in place of the first
        Assert.True(first.IsDiscarded);
        Assert.Null(uploads.Find(first.Id, first.Owner));
        Assert.Null(uploads.Find(next.Id, first.Owner));
        sending.Dispose();
        sending.Dispose(); // gives back no more than it has
        Assert.Null(uploads.TryReserve(Guid.NewGuid(), KeptUploads.MostBytes + 1));

        next.Move(next.Stage, new UploadStage.Begun(Guid.NewGuid()));
        clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Null(uploads.Find(newer.Id, newer.Owner));
        Assert.Same(next, uploads.Find(next.Id, next.Owner));

        bool TryAdd(KeptUpload upload)
        {
            using var room = uploads.TryReserve(upload.Owner, upload.Size);
            if (room is not null)
            {
                uploads.Add(upload);
            }

            return room is not null;
        }
    }

    private static KeptUpload Upload(Guid owner) =>
        new(owner, [Sample], [], new UploadPlan(ImportSources.Find("csv")!, new SourceOptions(), [])) { Size = KeptUploads.MostBytes };

    private static SourceFile Sample { get; } = SourceFile.Of("club.csv", []);

    private async Task<int> Count(string mark) =>
        (await _server.Operator.Get($"/v1/members?q={mark}")).Done().GetProperty("members").GetArrayLength();
}
