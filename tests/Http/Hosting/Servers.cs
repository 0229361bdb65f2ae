namespace Members.Tests.Http.Hosting;

/// <summary>A server that the tests of one collection share.</summary>
public abstract class SharedServer : IAsyncLifetime
{
    private MembersServer? _server;

    internal MembersServer Server => _server ?? throw new InvalidOperationException("The server has not started.");

    public async Task InitializeAsync() => _server = await Start();

    public async Task DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    private protected abstract Task<MembersServer> Start();
}

/// <summary>With default settings: registrations are approved by themselves.</summary>
public sealed class AutomaticServer : SharedServer
{
    private readonly Dictionary<string, string> _kept = [];
    private Person? _somebody;

    /// <summary>A member whom no test changes.</summary>
    internal async Task<Person> Somebody() => _somebody ??= await Server.Register();

    /// <summary>A credential that many tests show and none changes: made once.</summary>
    internal async Task<string> Keep(string name, Func<Task<string>> make)
    {
        if (!_kept.TryGetValue(name, out var kept))
        {
            _kept.Add(name, kept = await make());
        }

        return kept;
    }

    private protected override Task<MembersServer> Start() => MembersServer.Start();
}

/// <summary>Registrations wait for approval.</summary>
public sealed class ManualServer : SharedServer
{
    private protected override Task<MembersServer> Start() => MembersServer.Start([("Members:SignupApproval", "Manual")]);
}

/// <summary>Every function that may be opened is open to visitors, five times a minute.</summary>
public sealed class OpenServer : SharedServer
{
    public const int Limit = 5;

    private protected override Task<MembersServer> Start() => MembersServer.Start(
    [
        ("Members:Elevate:0", "register"),
        ("Members:Elevate:1", "login"),
        ("Members:Elevate:2", "sendSetPasswordEmail"),
        ("Members:VisitorRequestsPerMinute", "5"),
    ]);
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class AutomaticCollection : ICollectionFixture<AutomaticServer>
{
    public const string Name = "Automatic";
}

/// <summary>
/// What attackers and broken clients send. A server of its own, since the tests of a collection run one after another and these are half of
/// those that need default settings.
/// </summary>
[CollectionDefinition(Name)]
public sealed class HostileCollection : ICollectionFixture<AutomaticServer>
{
    public const string Name = "Hostile";
}

/// <summary>
/// Imports and exports. A server of its own: after a check of another site's hash every wrong password takes as long as that did, and an
/// export reads every member there is.
/// </summary>
[CollectionDefinition(Name)]
public sealed class ImportCollection : ICollectionFixture<AutomaticServer>
{
    public const string Name = "Import";
}

[CollectionDefinition(Name)]
public sealed class ManualCollection : ICollectionFixture<ManualServer>
{
    public const string Name = "Manual";
}

[CollectionDefinition(Name)]
public sealed class OpenCollection : ICollectionFixture<OpenServer>
{
    public const string Name = "Open";
}
#pragma warning restore CA1711
