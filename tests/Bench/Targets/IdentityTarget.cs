using System.Globalization;
using Members.Tests.Bench.Machine;

namespace Members.Tests.Bench.Targets;

/// <summary>ASP.NET Core Identity (Peers/IdentityServer).</summary>
internal sealed class IdentityTarget(Server server) : Target("Identity", server)
{
    protected override string RegisterRequest => Wire.Post("/register", $$"""{"email":"{{Email}}","password":"{{Password}}"}""");

    protected override string LoginRequest => Wire.Post("/login", $$"""{"email":"{{Email}}","password":"{{Password}}"}""");

    /// <summary>Starts it.</summary>
    /// <param name="cost">The cost of bcrypt.</param>
    /// <param name="database">The database.</param>
    public static async Task<IdentityTarget> Start(int cost, string database)
    {
        var port = FreePort.Next();
        var environment = new Dictionary<string, string>
        {
            ["BcryptCost"] = cost.ToString(CultureInfo.InvariantCulture),
            ["ConnectionStrings__Users"] = database,
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
        };
        string[] command = ["dotnet", Folders.Program("identity", "IdentityServer")];
        return new IdentityTarget(await Server.Start(command, environment, Folders.New("identity"), port, "/health"));
    }

    /// <inheritdoc/>
    public override Task<string> OpenSession(int number) => OpenSession(number, isRevocable: true);

    /// <summary>Opens a session of a member.</summary>
    /// <param name="number">The member.</param>
    /// <param name="isRevocable">Whether each check looks at the security stamp in the database, so that a block counts at once.</param>
    /// <returns>The request that checks it.</returns>
    public async Task<string> OpenSession(int number, bool isRevocable)
    {
        var (login, _) = await Post("/login", new { email = EmailOf(number), password = Password });
        var token = login.GetProperty("accessToken").GetString();
        return Wire.Get(isRevocable ? "/me-now" : "/me", $"Authorization: Bearer {token}");
    }
}
