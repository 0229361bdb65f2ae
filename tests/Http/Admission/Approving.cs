using System.Globalization;
using Members.Emails;
using Members.Grains.Digest;
using Members.Grains.Storage;
using Members.Tests.Http.Hosting;
using Members.Tests.Http.SignUp;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Orleans.Storage;
using static Members.Tests.Http.Admission.Queue;

namespace Members.Tests.Http.Admission;

/// <summary>
/// The words in which the tests speak of approvers, of the links that are mailed to them and of the page that these open.
/// </summary>
internal static class Approving
{
    public const string Page = "/decide";

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>A member with roles.</summary>
    public static async Task<Person> Appoint(this MembersServer server, params string[] roles)
    {
        var person = await server.Approved();
        await server.Give(person, roles);
        return person;
    }

    /// <summary>Gives a member these roles and no others.</summary>
    public static async Task Give(this MembersServer server, Person person, params string[] roles) =>
        (await server.Operator.Put($"/v1/staff/{person.Id}", new { roles })).Done();

    /// <summary>Takes all roles of a member away.</summary>
    public static async Task Dismiss(this MembersServer server, Person person) =>
        (await server.Operator.Delete($"/v1/staff/{person.Id}")).Done();

    /// <summary>Decides on everybody who waits, so that a test's applicant is the first of the next mail.</summary>
    public static async Task EmptyQueue(this MembersServer server)
    {
        var submittedBefore = server.Clock.GetUtcNow().AddSeconds(1).ToString("O", CultureInfo.InvariantCulture);
        (await server.Operator.Post($"{Applications}/decide", new { filter = new { submittedBefore }, outcome = "REJECTED" })).Done();
    }

    /// <summary>Looks whether approvers are to be told, when whoever has applied has settled.</summary>
    public static Task Look(this MembersServer server)
    {
        server.Clock.Advance(Settling);
        return server.Digest().Look();
    }

    /// <summary>The mail about who waits that an approver gets now.</summary>
    public static Task<MimeMessage> ToldWhoWaits(this MembersServer server, Person approver) =>
        server.Told(approver, () => server.Look());

    /// <summary>The token of the link that a mail to an approver has for an applicant.</summary>
    public static async Task<string> LinkTo(this MembersServer server, Person approver, Person applicant)
    {
        await server.Look();
        var shown = await server.Digest().Show(approver.Id);
        return shown!.First.Single(a => a.Email == applicant.Email).Link.Reveal();
    }

    /// <summary>A token that the site might have made, though it never does.</summary>
    public static async Task<string> MakeLink(this MembersServer server, DecisionLink link)
    {
        var state = new GrainState<DigestRecord>();
        await server.App.Services.GetRequiredKeyedService<IGrainStorage>(StateNames.Provider)
            .ReadStateAsync(StateNames.Digest, server.Digest().GetGrainId(), state);
        return DecisionLinks.Make(state.State!.LinkKey!, link, server.Clock.GetUtcNow()).Reveal();
    }

    /// <summary>Opens the page as a browser does.</summary>
    public static Task<Reply> OpenDecision(this MembersServer server, string token) =>
        server.Visitor.SendUnchecked(new(HttpMethod.Get, $"{Page}?token={Uri.EscapeDataString(token)}"));

    /// <summary>Sends the form of the page as a browser does.</summary>
    public static Task<Reply> SendDecision(
        this MembersServer server, string token, string outcome, string reason = "", string? password = null)
    {
        var fields = new List<KeyValuePair<string, string>> { new("token", token), new("outcome", outcome), new("reason", reason) };
        if (password is not null)
        {
            fields.Add(new("password", password));
        }

        return server.Visitor.SendUnchecked(new(HttpMethod.Post, Page) { Content = new FormUrlEncodedContent(fields) });
    }

    /// <summary>Asserts that a page shows the application with the two buttons, or without.</summary>
    public static void ShowsApplication(this Reply page, bool isOpen, params string[] texts)
    {
        Assert.Equal("text/html", page.MediaType);
        Assert.Contains($"<h1>{(isOpen ? "Somebody wants to join" : "This is decided")}</h1>", page.Text, StringComparison.Ordinal);
        Assert.Equal(isOpen, page.Text.Contains("<form", StringComparison.Ordinal));
        Assert.All(texts, text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
    }

    /// <summary>Asserts that a link is dead: the page says why, and shows nothing of the application and no form.</summary>
    public static void IsDeadLink(this Reply page, string title, Person? applicant = null)
    {
        Assert.Equal((400, "text/html"), (page.Status, page.MediaType));
        Assert.Contains($"<h1>{title}</h1>", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing was done.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(applicant?.Email ?? "<dl", page.Text, StringComparison.Ordinal);
    }

    /// <summary>Asserts that a link is dead however it is used, and that the applicant still waits.</summary>
    public static async Task IsDead(this MembersServer server, string token, string title, Person applicant)
    {
        (await server.OpenDecision(token)).IsDeadLink(title, applicant);
        foreach (var outcome in new[] { "approve", "reject" })
        {
            (await server.SendDecision(token, outcome)).IsDeadLink(title, applicant);
        }
    }

    private static IDigestGrain Digest(this MembersServer server) =>
        server.App.Services.GetRequiredService<IGrainFactory>().GetGrain<IDigestGrain>(LoginKey.DefaultSite);
}
