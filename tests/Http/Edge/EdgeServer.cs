using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Members.Tests.Http.Edge;

/// <summary>Behind trusted proxies, with pages of other origins let in, and one function open to visitors, five times a minute.</summary>
public sealed class EdgeServer : SharedServer
{
    public const int Limit = 5;

    /// <summary>Whoever sets it finds a fault in the program.</summary>
    public const string BreakingPassword = "this-one-breaks-the-hashing-9";
    public const string Good = "https://good.example";
    public const string Local = "http://localhost:3000";

    private protected override Task<MembersServer> Start() => MembersServer.Start(
    [
        ("Members:Elevate:0", "login"),
        ("Members:VisitorRequestsPerMinute", "5"),
        ("Members:TrustedProxies:0", "127.77.0.0/16"),
        ("Members:TrustedProxies:1", "10.1.1.1"),
        ("Members:TrustedProxies:2", "2001:db8:ffff::/48"),
        ("Members:AllowedOrigins:0", Good),
        ("Members:AllowedOrigins:1", Local),
        ("ForwardedHeaders_Enabled", "true"), // the framework's switch, by which it believes everybody
    ],
        configure: builder => builder.Services.AddSingleton<IPasswordHashing>(
            services => new Breakable(ActivatorUtilities.CreateInstance<HashPool>(services, TimeProvider.System))));

    private sealed class Breakable(HashPool pool) : IPasswordHashing, IDisposable
    {
        public Refusal.Overloaded? RefuseNow(HashRequest request) => pool.RefuseNow(request);

        public Task<Outcome<PasswordDigest>> Hash(
            PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken) =>
            password.Reveal() == BreakingPassword ? throw new InvalidOperationException("Broken on purpose.") : pool.Hash(
                password, field, owner, request, cancellationToken);

        public Task<Outcome<PasswordCheck>> Check(
            PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken) =>
            pool.Check(password, digest, request, cancellationToken);

        public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) => pool.Rehash(password, request);

        public Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken) =>
            pool.Adopt(hash, request, cancellationToken);

        public Violation? Inspect(PortableHash hash) => pool.Inspect(hash);

        public Task<Outcome<PasswordTrial>> Try(
            PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken) =>
            pool.Try(hash, password, request, cancellationToken);

        public void Dispose() => pool.Dispose();
    }
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit calls it a collection
public sealed class EdgeCollection : ICollectionFixture<EdgeServer>
{
    public const string Name = "Edge";
}
#pragma warning restore CA1711
