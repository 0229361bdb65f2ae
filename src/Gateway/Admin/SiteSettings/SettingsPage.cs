using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Members.Clustering;
using Members.Gateway.Admin.Drafts;
using Members.Gateway.Json;
using Members.Gateway.Pages;
using Members.Gateway.Settings;
using Members.Outcomes;
using Members.Settings;
using Members.Staff;

namespace Members.Gateway.Admin.SiteSettings;

/// <summary>The settings that can be changed while the site runs.</summary>
/// <param name="Now">Their values, as texts, by their names in the API.</param>
/// <param name="Started">What the site was started with.</param>
/// <param name="Origins">Where they come from, and within what they must be.</param>
internal sealed record SettingsPage(
    IReadOnlyDictionary<string, string> Now, IReadOnlyDictionary<string, string> Started, SettingOrigins Origins)
{
    private const string Path = "/admin/settings";

    /// <summary>What was typed; the values now before anything was.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = Now;

    /// <summary>The durations as they were typed.</summary>
    public IReadOnlyDictionary<string, TypedDuration> Durations { get; init; } = new Dictionary<string, TypedDuration>();

    /// <summary>What is wrong with what was typed.</summary>
    public DraftFaults Faults { get; init; } = DraftFaults.None;

    /// <summary>What the form carries, so that it changes nothing that its sender has not seen.</summary>
    public string Seen => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', SiteSetting.All.Select(s => $"{s.Name}={Now.GetValueOrDefault(s.Name)}")))))[..16];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet(Path, Show);
        group.MapPost(Path, Save);
    }

    private static async Task<IResult> Show(IGrainFactory grains, TimeProvider clock) => (await Read(grains, clock)).Page();

    private static async Task<IResult> Save(HttpContext context, IGrainFactory grains, TimeProvider clock)
    {
        var form = context.Request.Form;
        var durations = SiteSetting.All.Where(s => s.Kind == SettingKind.Duration)
            .ToDictionary(s => s.Name, s => new TypedDuration(form.Line(s.Name), form.Line(s.Name + ".unit")));
        var page = (await Read(grains, clock)) with
        {
            Durations = durations,
            Typed = SiteSetting.All.ToDictionary(s => s.Name, s => s.Kind switch
            {
                SettingKind.Flag => form.IsTicked(s.Name) ? "true" : "false",
                SettingKind.Duration => durations[s.Name].Text(),
                SettingKind.Number or SettingKind.Text or SettingKind.Word => form.Line(s.Name),
            }),
        };
        if (form["seen"] != page.Seen)
        {
            return (page with { Faults = new([new("", DraftFaults.ChangedMeanwhile, "")]) }).Page();
        }

        var outcome = await page.Change(grains);
        return outcome.Succeeded ? new SeeOther("settings?done=saved") : (page with { Faults = DraftFaults.Of(outcome.Refusal) }).Page();
    }

    private static async Task<SettingsPage> Read(IGrainFactory grains, TimeProvider clock)
    {
        var origins = await grains.SiteSettings().Origins();
        var now = clock.GetUtcNow();
        return new(
            Texts(SettingsBody.Of(await SignupPolicies.Get(grains), now)), Texts(SettingsBody.Of(origins.Started, now)), origins);
    }

    private static Dictionary<string, string> Texts(SettingsBody body) =>
        JsonSerializer.SerializeToElement(body, GatewayJson.Default.SettingsBody).EnumerateObject().ToDictionary(
            p => p.Name, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()! : p.Value.GetRawText());

    // What was not changed is not sent, so that it stays as the site was started with.
    private async Task<Outcome<SignupPolicy>> Change(IGrainFactory grains)
    {
        var changed = SiteSetting.All.Where(s => Typed[s.Name] != Now.GetValueOrDefault(s.Name, "")).ToArray();
        var wrong = changed.Where(s => s.Kind == SettingKind.Number && !int.TryParse(Typed[s.Name], CultureInfo.InvariantCulture, out _));
        if (wrong.Select(s => new Violation(s.Name, "INVALID_DURATION", "")).ToArray() is { Length: > 0 } violations)
        {
            return new Refusal.Invalid([.. violations]);
        }

        var json = new JsonObject(changed.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Name, s.Kind switch
        {
            SettingKind.Flag => JsonValue.Create(Typed[s.Name] == "true"),
            SettingKind.Number => JsonValue.Create(int.Parse(Typed[s.Name], CultureInfo.InvariantCulture)),
            SettingKind.Duration or SettingKind.Text or SettingKind.Word => JsonValue.Create(Typed[s.Name]),
        })));
        var change = json.Deserialize(GatewayJson.Default.SettingsBody)!.Read();
        return change.Succeeded ? await grains.SiteSettings().Change(change.Value) : change.Refusal;
    }

    private Page<SettingsView, SettingsPage> Page() => new(this, Faults.Status);
}
