using Members.Tests.Cluster.Linearizability;

namespace Members.Tests.Cluster.Contention;

/// <summary>
/// A few fresh addresses and clients that contend for them. <see cref="Load"/> runs while the caller breaks things;
/// <see cref="Settle"/> follows when all is whole again. The history of both is for the checker.
/// </summary>
/// <param name="members">Carries out the operations.</param>
/// <param name="seed">Decides what is chosen at random, as far as the answers are the same.</param>
/// <param name="options">How much, and how patiently.</param>
internal sealed class Workload(IMembers members, int seed, WorkloadOptions? options = null)
{
    private readonly WorkloadOptions _options = options ?? new WorkloadOptions();
    private readonly Generator _generator = new(seed);
    private int _clients;

    public History History { get; } = new((options ?? new WorkloadOptions()).Time);

    /// <summary>Random operations of several clients at once.</summary>
    public async Task Load(CancellationToken cancellation = default)
    {
        using var failure = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var left = _options.Operations;
        await Task.WhenAll(Enumerable.Range(0, _options.Clients).Select(async _ =>
        {
            try
            {
                var client = NewClient();
                while (Interlocked.Decrement(ref left) >= 0)
                {
                    await client.Execute(_generator.Next(), failure.Token);
                }
            }
            catch
            {
                await failure.CancelAsync();
                throw;
            }
        }));
    }

    /// <summary>
    /// The last reads: a login at every address with every password, and a registration of each address that nobody holds, which
    /// must succeed (contract I3).
    /// </summary>
    /// <param name="patience">How long unfinished work may keep an address from being registered.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The addresses that nobody holds and nobody can register. There must be none.</returns>
    public async Task<IReadOnlyList<int>> Settle(TimeSpan patience, CancellationToken cancellation = default)
    {
        var addresses = Enumerable.Range(0, AddressModel.Addresses).ToList();
        var usable = await Task.WhenAll(addresses.Select(a => IsUsable(NewClient(), a, patience, cancellation)));
        return addresses.FindAll(a => !usable[a]);
    }

    private Client NewClient() => new(members, _generator, History, _options, () => Interlocked.Increment(ref _clients));

    private async Task<bool> IsUsable(Client client, int address, TimeSpan patience, CancellationToken cancellation)
    {
        var start = _options.Time.GetTimestamp();
        while (!await IsHeld(client, address, cancellation))
        {
            var registration = _generator.Register(address);
            if (await client.Execute(registration, cancellation) == Result.Ok)
            {
                await client.Read(Invocation.Login(address, registration.Account!), cancellation);
                return true;
            }

            if (_options.Time.GetElapsedTime(start) > patience)
            {
                // An unknown operation, this registration too, may have taken effect only now.
                return await IsHeld(client, address, cancellation);
            }

            await Task.Delay(_options.Pause, _options.Time, cancellation);
        }

        return true;
    }

    private async Task<bool> IsHeld(Client client, int address, CancellationToken cancellation)
    {
        var isHeld = await client.Read(Invocation.Find(address), cancellation) != Result.NotFound;

        // Who was refused an address can be nowhere else.
        foreach (var account in _generator.Accounts.Where(a => a.Existence != Existence.Refused || a.LastAddress == address))
        {
            isHeld |= await client.Read(Invocation.Login(address, account), cancellation) is Result.Ok or Result.Blocked;
        }

        return isHeld;
    }
}
