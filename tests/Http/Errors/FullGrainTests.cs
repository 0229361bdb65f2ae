using Members.Grains.Passwords;
using Members.Import;
using Members.Outcomes;
using Members.Secrets;
using Members.Tests.Http.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using static Members.Tests.Http.Hosting.Persons;

namespace Members.Tests.Http.Errors;

/// <summary>A grain at which too many calls are waiting (contract, section 4).</summary>
public sealed class FullGrainTests
{
    private const int Limit = 3;

    [Fact]
    public async Task Whoever_comes_to_a_full_grain_is_told_to_come_back_and_everybody_else_is_served()
    {
        HeldHashing hashing = null!;
        await using var server = await MembersServer.Start(configure: builder =>
        {
            builder.Services.PostConfigure<SiloMessagingOptions>(o => o.MaxEnqueuedRequestsHardLimit = Limit);
            builder.Services.AddSingleton<IPasswordHashing>(services =>
                hashing = new HeldHashing(ActivatorUtilities.CreateInstance<HashPool>(services, TimeProvider.System)));
        });
        var (person, other) = (await server.Register(), await server.Register());
        var (session, others) = (await server.OpenSession(person), await server.OpenSession(other));

        using var held = hashing.Hold(expected: Limit + 1);
        var logins = Enumerable.Range(0, Limit + 1).Select(_ => server.Login(person)).ToList();
        await hashing.Arrived;
        Reply[] refused =
        [
            await server.Login(person),
            await server.Visitor.As(session).Get($"{Auth}/me"),
            await server.Operator.Post($"{Auth}/block", new { id = person.Id }),
            await server.Operator.Get($"/v1/members/{person.Id}"),
        ];
        Assert.All(refused, r => Assert.Equal("1", r.Is(Fault.Overloaded).Header("Retry-After")));
        (await server.Visitor.As(others).Get($"{Auth}/me")).Done();

        held.Dispose();
        Assert.All(await Task.WhenAll(logins), r => r.Done());
        (await server.Visitor.As(session).Get($"{Auth}/me")).Done();
    }

    private sealed class HeldHashing(HashPool pool) : IPasswordHashing
    {
        public Refusal.Overloaded? RefuseNow(HashRequest request) => pool.RefuseNow(request);

        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _missing = int.MaxValue;

        public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));

        /// <summary>Holds passwords that are to be checked, until disposed: before the server stops, also when the test fails.</summary>
        public IDisposable Hold(int expected)
        {
            Volatile.Write(ref _missing, expected);
            return new Release(_released);
        }

        public Task<Outcome<PasswordDigest>> Hash(
            PlainPassword password, string field, PasswordOwner owner, HashRequest request, CancellationToken cancellationToken) =>
            pool.Hash(password, field, owner, request, cancellationToken);

        public async Task<Outcome<PasswordCheck>> Check(
            PlainPassword password, PasswordDigest? digest, HashRequest request, CancellationToken cancellationToken)
        {
            if (Volatile.Read(ref _missing) != int.MaxValue)
            {
                if (Interlocked.Decrement(ref _missing) == 0)
                {
                    _arrived.SetResult();
                }

                await _released.Task;
            }

            return await pool.Check(password, digest, request, cancellationToken);
        }

        public Task<Outcome<PasswordDigest>> Rehash(PlainPassword password, HashRequest request) => pool.Rehash(password, request);

        public Task<Outcome<PasswordDigest>> Adopt(PortableHash hash, HashRequest request, CancellationToken cancellationToken) =>
            pool.Adopt(hash, request, cancellationToken);

        public Violation? Inspect(PortableHash hash) => pool.Inspect(hash);

        public Task<Outcome<PasswordTrial>> Try(
            PortableHash hash, PlainPassword password, HashRequest request, CancellationToken cancellationToken) =>
            pool.Try(hash, password, request, cancellationToken);

        private sealed class Release(TaskCompletionSource released) : IDisposable
        {
            public void Dispose() => released.TrySetResult();
        }
    }
}
