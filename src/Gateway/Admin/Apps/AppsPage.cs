using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Edge;
using Members.Gateway.OAuth;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Apps;

/// <summary>The apps whose members log in here: the OAuth clients.</summary>
/// <param name="Apps">The clients, in the order of their creation.</param>
internal sealed record AppsPage(IReadOnlyList<OAuthClientBody> Apps)
{
    private const string Path = "/admin/clients";

    /// <summary>What was typed.</summary>
    public AppDraft Typed { get; init; } = new();

    /// <summary>What is wrong with what was typed.</summary>
    public DraftFaults Faults { get; init; } = DraftFaults.None;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapPost(Path, Create);
        group.MapPost(Path + "/{id}/remove", Remove);
    }

    /// <summary>
    /// Where the login of an app begins, as the app itself would lead there. Its code is of no use: nobody keeps the verifier that it
    /// takes.
    /// </summary>
    /// <param name="app">The app; it has an address to be led back to.</param>
    public static string Login(OAuthClientBody app)
    {
        var verifier = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var parameters = new AuthorizeParameters(
            ClientId: app.Id.ToString(),
            RedirectUri: app.RedirectUris[0],
            ResponseType: "code",
            CodeChallenge: Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
            CodeChallengeMethod: "S256",
            State: "test");
        return OAuthPaths.Authorize.TrimStart('/') + QueryString.Create(
            parameters.Present().Select(p => KeyValuePair.Create(p.Name, (string?)p.Value)));
    }

    private static async Task<IResult> Show(IGrainFactory grains) => (await Read(grains)).Page();

    private static async Task<IResult> Create(HttpContext context, IGrainFactory grains, ClientOrigins origins)
    {
        var typed = AppDraft.Read(context.Request.Form);
        var outcome = await ClientEndpoints.TryCreate(typed.Request(), grains, origins);
        return outcome.Succeeded
            ? new SeeOther("clients?done=made")
            : (await Read(grains) with { Typed = typed, Faults = DraftFaults.Of(outcome.Refusal) }).Page();
    }

    private static async Task<IResult> Remove(string id, IGrainFactory grains, ClientOrigins origins) =>
        (IResult?)await ClientEndpoints.TryDelete(id, grains, origins) ?? new SeeOther("../../clients?done=removed");

    private static async Task<AppsPage> Read(IGrainFactory grains) => new((await ClientEndpoints.All(grains)).OauthClients);

    private Page<AppsView, AppsPage> Page() => new(this, Faults.Status);
}

/// <summary>An app to be added, as it stands in a form, where a list has an entry a line.</summary>
internal sealed record AppDraft(
    string Name = "",
    string RedirectUris = "",
    string Origins = "",
    string PostLogoutRedirectUris = "",
    bool RotateRefreshTokens = false,
    bool DirectLogin = false,
    bool AccountManagement = false)
{
    public static AppDraft Read(IFormCollection form) => new(
        form.Line("name"),
        form.Lines("redirectUris"),
        form.Lines("origins"),
        form.Lines("postLogoutRedirectUris"),
        form.IsTicked("rotateRefreshTokens"),
        form.IsTicked("directLogin"),
        form.IsTicked("accountManagement"));

    public CreateOAuthClientRequest Request() => new(
        Name,
        DraftLines.Of(RedirectUris),
        DraftLines.Of(Origins),
        DraftLines.Of(PostLogoutRedirectUris),
        RotateRefreshTokens,
        DirectLogin,
        AccountManagement);
}
