using System.Reflection;
using System.Text;
using System.Text.Json;
using Members.Audit;
using Members.Clustering;
using Members.Outcomes;
using Members.Silo.Hosting;
using Members.Tests.Http.Access;
using Members.Tests.Http.Hosting;

namespace Members.Tests.Http.Startup;

/// <summary>
/// <c>docs/reference.md</c> lists what a user may depend on. It is made from the product:
/// <c>MEMBERS_WRITE_REFERENCE=1 dotnet test tests/Http --filter ReferencePageTests</c>.
/// </summary>
public sealed class ReferencePageTests
{
    private static readonly string Page = Path.Combine(Repository.Root, "docs", "reference.md");

    [Fact]
    public void The_page_says_what_the_product_has()
    {
        var text = Text();
        if (Environment.GetEnvironmentVariable("MEMBERS_WRITE_REFERENCE") is { Length: > 0 })
        {
            File.WriteAllText(Page, text);
        }

        Assert.Equal(File.ReadAllText(Page), text);
    }

    [Fact]
    public void Everything_has_one_version()
    {
        var module = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "clients", "javascript", "package.json")));

        Assert.Equal(MembersCluster.Version, Description.Ours.Document.GetProperty("info").Str("version"));
        Assert.Equal(MembersCluster.Version, module.RootElement.Str("version"));
        Assert.All(
            [typeof(MembersHost), typeof(Gateway.MembersGatewayOptions), typeof(Client.MembersClient)],
            type => Assert.StartsWith(
                MembersCluster.Version,
                type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion,
                StringComparison.Ordinal));
        Assert.Contains("## [Unreleased]", File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md")), StringComparison.Ordinal);
    }

    private static string Text()
    {
        var text = new StringBuilder($"""
            # Reference

            What you may depend on in Members {MembersCluster.Version}. This page is generated and compared with the product in the tests.
            CHANGELOG.md says what has changed.

            """);
        Table(text, "Settings", "Environment variable | Default | Range | What it does", ConfigurationSchema.Settings
            .Select(s => $"`{s.Variable}` | {Code(s.Default)} | {s.Range} | {s.Description}"));
        Table(text, "Routes", "Route | Who may call it | What it does", Operations.All.Where(o => o.Described)
            .Select(o => $"`{o.Name}` | {Caller(o)} | {Summary(o)}"));
        Table(text, "Errors", "`code` | Status | Wix code | OAuth error | Title", typeof(ApiError)
            .GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<ApiError>()
            .Select(e => $"`{e.Name}` | {e.Status} | `{e.WixCode}` | `{e.OAuthError}` | {e.Title}"));
        Table(text, "Audit events", "Event | Number | Refusal", AuditType.AllNames.OrderBy(AuditType.NumberOf)
            .Select(n => $"`{n}` | {AuditType.NumberOf(n)} | {(AuditType.IsFailure(n) ? "yes" : "")}"));
        Table(text, "Grain calls", "Call", Contracts("call").Select(c => $"`{c}`"));
        Table(text, "Stored rows and grain types", "Name", Contracts("row").Concat(Contracts("grain")).Select(c => $"`{c}`").Distinct());
        return text.ToString();
    }

    private static void Table(StringBuilder text, string title, string head, IEnumerable<string> rows)
    {
        string[] lines = [$"\n## {title}\n", $"| {head} |", $"|{string.Concat(Enumerable.Repeat("---|", head.Split('|').Length))}"];
        text.AppendJoin('\n', lines.Concat(rows.Select(r => $"| {r} |"))).Append('\n');
    }

    private static string Code(string value) => value.Length == 0 ? "" : $"`{value}`";

    private static string Caller(Operation operation) => operation.Who switch
    {
        Who.Anyone => "anybody",
        Who.Member => "a member",
        Who.Elevated => $"{Key(operation)}{Staff(operation)}",
        Who.ElevatedOrSelf => $"{Key(operation)}, or the member",
        _ => throw new InvalidOperationException(operation.Name),
    };

    private static string Key(Operation operation) =>
        operation.Scope == Operations.AllScopes ? "a key with all scopes" : $"a key with `{operation.Scope}`";

    private static string Staff(Operation operation)
    {
        string[] roles = [.. new[] { "owner", "approver", "helpdesk", "auditor" }.Where(operation.Allows)];
        return roles.Length == 0 ? "" : $", or staff: {string.Join(", ", roles)}";
    }

    private static string? Summary(Operation operation) => Description.Ours.Operations
        .Single(o => $"{o.Method} {o.Path}" == operation.Name).Json.Str("description");

    // The manifest, which tests/Unit compares with the product.
    private static IEnumerable<string> Contracts(string kind) => File
        .ReadLines(Path.Combine(Repository.Root, "tests", "Unit", "Storage", "Golden", "contracts.txt"))
        .Where(l => l.StartsWith(kind + " ", StringComparison.Ordinal))
        .Select(l => l[(kind.Length + 1)..]);
}
