using System.Text;
using Members.Accounts;
using Members.Calls;
using Members.Gateway.Access;
using Members.Gateway.Admin.Importing;
using Members.Gateway.Import.Sources;
using Members.Gateway.Import.Steps;
using Members.Sessions;
using Members.Tests.Http.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace Members.Tests.Http.Admin.Importing;

/// <summary>What is asked for while an import begins, and while it is at work.</summary>
[Collection(ImportCollection.Name)]
public sealed class ImportAtWorkTests(AutomaticServer shared)
{
    private readonly MembersServer _server = shared.Server;

    private ImportWork Work => _server.App.Services.GetRequiredService<ImportWork>();

    [Fact]
    public async Task A_form_whose_twin_begins_the_import_meanwhile_leads_back_to_the_file()
    {
        var person = (await _server.Register()).Id;
        var (uploads, upload) = (_server.App.Services.GetRequiredService<KeptUploads>(), Upload(person, () => new MemoryStream()));
        var looked = new UploadStage.Looked(Guid.NewGuid(), new RowTally(), Steps(upload), null);
        Assert.True(upload.Move(upload.Stage, looked));
        uploads.Add(upload);
        var context = new DefaultHttpContext();
        context.Features.Set<Caller>(new Caller.Member(Session(person), ByCookie: true));
        context.Request.Form = new SentTwice(
            new() { ["look"] = looked.Key.ToString() }, () => upload.Move(looked, new UploadStage.Beginning()));

        await (await UploadPage.Import(upload.Id, context, uploads, Work)).ExecuteAsync(context);

        Assert.Equal((303, $"../{upload.Id}"), (context.Response.StatusCode, context.Response.Headers.Location.ToString()));
        uploads.Remove(upload);
    }

    [Fact]
    public async Task Which_rows_were_refused_is_told_when_the_import_is_no_longer_at_work()
    {
        var begun = (await _server.Operator.Post("/v1/imports", new { source = "csv", fileName = "club.csv" })).Done();
        var run = begun.GetProperty("import").Id();
        (await _server.Operator.Post($"/v1/imports/{run}/rows", new { batch = 0, rows = new[] { new { row = 2 } } })).Done();
        using var opened = new ManualResetEventSlim();
        var upload = Upload(Guid.NewGuid(), () =>
        {
            opened.Wait();
            return new MemoryStream(Encoding.UTF8.GetBytes("email\nno address\n"));
        });
        var looked = new UploadStage.Looked(Guid.NewGuid(), new RowTally(), Steps(upload), new UploadRun(run, true, "csv", null, 1, 1));
        upload.Move(upload.Stage, looked);
        var visitor = (await Importer.Of(_server)).Browser;
        try
        {
            Assert.Equal(run, await Work.Import(upload, looked, new CallOrigin("test", "", "")));
            var page = await visitor.Open($"/admin/import/runs/{run}");
            Assert.Equal(("3", "1"), (page.Reply.Header("Refresh"), Refused(page)));
            Assert.DoesNotContain("Refused rows", page.Texts("h2"));
        }
        finally
        {
            opened.Set();
        }

        var done = await new Importer(visitor).Settled(await visitor.Open($"/admin/import/runs/{run}"));
        Assert.Equal("1", Refused(done));
        Assert.Contains("Refused rows", done.Texts("h2"));
    }

    private Upload Steps(KeptUpload upload) =>
        new(new GrainImportCalls(_server.App.Services.GetRequiredService<IGrainFactory>()), upload.File);

    private static string Refused(Pages.ShownPage page) => page.Texts("dl.facts dd")[page.Texts("dl.facts dt").ToList().IndexOf("Refused")];

    private static KeptUpload Upload(Guid owner, Func<Stream> open) => new(
        owner, [new SourceFile("club.csv", open)], [], new UploadPlan(ImportSources.Find("csv")!, new SourceOptions(), []))
    { Size = 1 };

    private static LiveSession Session(Guid member) => new(Guid.NewGuid(), default, default, new MemberView
    {
        Id = member,
        LoginEmail = "ann@example.com",
        Status = MemberStatus.Active,
        Contact = ContactInfo.Empty,
        Privacy = ProfilePrivacy.Private,
        CreatedAt = default,
        UpdatedAt = default,
        ContactId = member,
        EmailVerified = true,
    });

    // Another request goes on while this one is read.
    private sealed class SentTwice(Dictionary<string, StringValues> fields, Action meanwhile) : FormCollection(fields), IFormCollection
    {
        StringValues IFormCollection.this[string key]
        {
            get
            {
                meanwhile();
                return base[key];
            }
        }
    }
}
