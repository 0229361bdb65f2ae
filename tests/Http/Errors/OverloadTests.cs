using System.Globalization;
using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>One hash thread with room for one more, and a switch that keeps the queue full.</summary>
public sealed class BusyServer : SharedServer
{
    internal FullQueue Queue { get; private set; } = null!;

    private protected override Task<MembersServer> Start() => MembersServer.Start(
        [("Members:HashThreads", "1"), ("Members:HashQueueLength", "1"), ("Members:BcryptCost", "10")],
        configure: builder => builder.Services.AddSingleton<IPasswordHashing>(services =>
            Queue = new FullQueue(ActivatorUtilities.CreateInstance<HashPool>(services, TimeProvider.System))));

    internal sealed class FullQueue(HashPool pool) : IPasswordHashing, IDisposable
    {
        public Refusal.Overloaded? RefuseNow(HashRequest request) => null;

        public bool IsFull { get; set; }

        public Task<Outcome<PasswordDigest>> Hash(
            PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken) =>
            IsFull ? Task.FromResult<Outcome<PasswordDigest>>(
                new Refusal.Overloaded(TimeSpan.FromSeconds(2.2))) : pool.Hash(password, field, owner, request, cancellationToken);

        public Task<Outcome<PasswordCheck>> Check(
            PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken) =>
            IsFull ? Task.FromResult<Outcome<PasswordCheck>>(
                new Refusal.Overloaded(TimeSpan.FromSeconds(2.2))) : pool.Check(password, digest, request, cancellationToken);

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

/// <summary>OVERLOADED (contract, section 4).</summary>
public sealed class OverloadTests(BusyServer shared) : IClassFixture<BusyServer>, IDisposable
{
    private readonly MembersServer _server = shared.Server;

    public void Dispose() => shared.Queue.IsFull = false;

    [Fact]
    public async Task In_a_flood_of_logins_most_are_told_to_come_back_and_the_rest_are_checked()
    {
        var person = await _server.Register();
        var flood = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => _server.Login(person.Email, "not-the-password-77")));
        var (refused, checkedOnes) = (flood.Where(r => r.Status == 503).ToArray(), flood.Where(r => r.Status != 503));

        Assert.NotEmpty(refused);
        Assert.NotEmpty(checkedOnes);
        Assert.All(checkedOnes, r => r.Is(Fault.InvalidCredentials));
        Assert.All(
            refused, r => Assert.InRange(int.Parse(r.Is(Fault.Overloaded).Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 60));
        (await _server.Login(person)).Done();
    }

    [Fact]
    public async Task Whatever_hashes_is_refused_with_when_to_come_back_and_changes_nothing()
    {
        var (person, email) = (await _server.Register(), NewEmail());
        var (session, token) = (await _server.OpenSession(person), await _server.MailedToken(person));
        var before = await _server.Shown(person.Id);
        shared.Queue.IsFull = true;
        Reply[] replies =
        [
            await _server.Login(person),
            await _server.Login(NewEmail(), person.Password),
            await _server.Operator.Post($"{Auth}/register", new { email, password = MembersServer.GoodPassword }),
            await _server.SetPassword(token, "quiet-fox-7-lanterns"),
            await _server.Visitor.As(session).Post(
                $"{Auth}/change-password", new { currentPassword = person.Password, newPassword = "quiet-fox-7-lanterns" }),
        ];
        Assert.All(replies, r => Assert.Equal("3", r.Is(Fault.Overloaded).Header("Retry-After")));
        Assert.Equal(before, await _server.Shown(person.Id));
        Assert.True(await _server.IsLive(session));

        shared.Queue.IsFull = false;
        await _server.Register(email);
        (await _server.SetPassword(token, "quiet-fox-7-lanterns")).Done();
    }

    [Fact]
    public async Task The_page_says_that_the_site_is_busy_and_keeps_the_link_good()
    {
        var person = await _server.Register();
        var token = await _server.MailedToken(person);
        shared.Queue.IsFull = true;
        var page = await Post();
        Assert.Equal((503, "text/html"), (page.Status, page.MediaType));
        Assert.Contains("busy just now", page.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{token}\"", page.Text, StringComparison.Ordinal);

        shared.Queue.IsFull = false;
        Assert.Equal(303, (await Post()).Status);
        Assert.True(await _server.CanLogIn(person.Email, "quiet-fox-7-lanterns"));

        Task<Reply> Post() => _server.Visitor.SendUnchecked(new HttpRequestMessage(HttpMethod.Post, "/set-password")
        {
            Content = new FormUrlEncodedContent(
                [KeyValuePair.Create("token", token), KeyValuePair.Create("newPassword", "quiet-fox-7-lanterns")]),
        });
    }
}
