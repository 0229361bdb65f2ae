using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Members.Tests.Bench.Load;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>Members. Its settings are the defaults, but for the cost of bcrypt, which is the same everywhere.</summary>
internal sealed class MembersTarget(string name, Server server, string directory) : Target(name, server)
{
    private const string Key = "a-first-key-of-this-bench-with-more-than-32-characters";
    private const string Authorization = $"Authorization: Bearer {Key}";
    private const string Authentication = "/v1/authentication";

    /// <summary>Where it keeps its data.</summary>
    public string Folder => directory;

    protected override string RegisterRequest =>
        Wire.Post($"{Authentication}/register", $$"""{"email":"{{Email}}","password":"{{Password}}"}""", Authorization);

    protected override string LoginRequest => LoginFrom();

    /// <summary>The request that logs a member in, with headers as a proxy adds them.</summary>
    public static string LoginFrom(params string[] headers) =>
        Wire.Post($"{Authentication}/login", $$"""{"email":"{{Email}}","password":"{{Password}}"}""", [Authorization, .. headers]);

    /// <summary>Starts a process that is a silo and a gateway.</summary>
    /// <param name="name">What it is called in the results.</param>
    /// <param name="cost">The cost of bcrypt.</param>
    /// <param name="settings">Further environment variables.</param>
    /// <param name="directory">Where it keeps its data; null for a new place.</param>
    public static async Task<MembersTarget> Start(
        string name, int cost, IReadOnlyDictionary<string, string>? settings = null, string? directory = null)
    {
        directory ??= Folders.New("members");
        var (port, environment) = (FreePort.Next(), new Dictionary<string, string>(settings ?? new Dictionary<string, string>()));
        environment["Members__BcryptCost"] = $"{cost}";
        environment["Members__BootstrapApiKey"] = Key;
        environment["Members__DataDirectory"] = directory;
        environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}";
        string[] command = ["dotnet", Folders.Program("silo", "Members.Silo")];
        return new MembersTarget(name, await Server.Start(command, environment, directory, port, "/health/ready"), directory);
    }

    /// <summary>Starts a process that is a gateway without a silo.</summary>
    public static async Task<MembersTarget> StartGateway(string database)
    {
        var (port, directory) = (FreePort.Next(), Folders.New("gateway"));
        var environment = new Dictionary<string, string>
        {
            ["Members__Database"] = database,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        };
        string[] command = ["dotnet", Folders.Program("gateway", "Members.Gateway")];
        return new MembersTarget("gateway", await Server.Start(command, environment, directory, port, "/health/ready"), directory);
    }

    /// <summary>Starts the command that imports a file, through the API.</summary>
    public Task<ChildProcess> Import(string file) => Launcher.Start(
        ["dotnet", Folders.Program("silo", "Members.Silo"), "import", file, "--yes", "--url", Url.ToString()],
        new Dictionary<string, string> { ["MEMBERS_KEY"] = Key },
        directory,
        Path.Combine(Folders.Work, "import.log"));

    /// <summary>How many members a second the newest import has made so far.</summary>
    public async Task<double> ImportedPerSecond()
    {
        using var http = new HttpClient { BaseAddress = Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var import = (await http.GetFromJsonAsync<JsonElement>("/v1/imports")).GetProperty("imports")[0];
        var seconds = (TimeProvider.System.GetUtcNow() - import.GetProperty("startedAt").GetDateTimeOffset()).TotalSeconds;
        return import.GetProperty("imported").GetInt64() / seconds;
    }

    /// <inheritdoc/>
    public override async Task<string> OpenSession(int number)
    {
        var (login, _) = await Post(
            $"{Authentication}/login", new { email = EmailOf(number), password = Password }, ("Authorization", $"Bearer {Key}"));
        var ticket = login.GetProperty("session").GetProperty("token").GetString();
        var (session, _) = await Post($"{Authentication}/apply-session-token", new { token = ticket });
        return CheckOf(session.GetProperty("session").GetProperty("token").GetString()!);
    }

    /// <summary>The request that checks a session.</summary>
    public static string CheckOf(string session) => Wire.Get($"{Authentication}/me", $"Authorization: Bearer {session}");

    /// <summary>Blocks members, each another one.</summary>
    public LoadPlan Blocking => Call("block");

    /// <summary>Makes session tickets, each of another member. It is a write without a password.</summary>
    public LoadPlan MakingTickets => Call("generate-session-token");

    /// <summary>Creates members without a password.</summary>
    public LoadPlan Creating => Plan(Wire.Post("/v1/members", $$"""{"loginEmail":"{{Email}}"}""", Authorization));

    /// <summary>The request that exchanges a ticket for a session.</summary>
    public static string ApplyOf(string ticket) => Wire.Post($"{Authentication}/apply-session-token", $$"""{"token":"{{ticket}}"}""");

    /// <summary>A GET that only an operator may make.</summary>
    public LoadPlan Reading(string path) => Plan(Wire.Get(path, Authorization));

    private LoadPlan Call(string function) => Plan(Wire.Post($"{Authentication}/{function}", $$"""{"email":"{{Email}}"}""", Authorization));
}
